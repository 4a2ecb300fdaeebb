package org.jobdeck.ui.newjob;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jobdeck.json.JsonObject;
import org.jobdeck.source.JobSource;
import org.jobdeck.source.plan.JobEnd;
import org.jobdeck.source.plan.PlanOutcome;
import org.jobdeck.source.plan.PlanRunner;
import org.jobdeck.source.plan.StartPlan;

/** What is sent to a source so that a job starts there. */
sealed interface Start {

    /** All of it, one command a line. */
    String text();

    /**
     * Sends it. Never waits.
     *
     * @param later runs something after a moment
     * @return completes normally in every case, on a thread of the source
     */
    CompletionStage<PlanOutcome> run(JobSource source, Executor later);

    /**
     * Commands of QMP.
     *
     * @param plan which
     */
    record OverQmp(StartPlan plan) implements Start {
        @Override
        public String text() {
            return plan.text();
        }

        @Override
        public CompletionStage<PlanOutcome> run(JobSource source, Executor later) {
            return new PlanRunner(source, plan, later).run();
        }
    }

    /**
     * A request to the embedded engine.
     *
     * @param type the type of the driver
     * @param id the job's id
     * @param options the options that were given
     * @param end what the job does by itself
     */
    record ByDriver(String type, String id, Map<String, Object> options, JobEnd end) implements Start {
        @Override
        public String text() {
            JsonObject.Builder given = JsonObject.builder();
            options.forEach(given::put);
            return JsonObject.builder()
                    .put("start", type)
                    .put("id", id)
                    .put("options", given.build())
                    .put("auto-finalize", end.finalizes())
                    .put("auto-dismiss", end.dismisses())
                    .build()
                    .toJson();
        }

        @Override
        public CompletionStage<PlanOutcome> run(JobSource source, Executor later) {
            return source.starter()
                    .orElseThrow()
                    .start(type, id, options, end.finalizes(), end.dismisses())
                    .handle((nothing, failure) -> failure == null ? PlanOutcome.DONE : refused(failure));
        }

        private static PlanOutcome refused(Throwable failure) {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            PlanOutcome.Failure first = new PlanOutcome.Failure(0, String.valueOf(cause.getMessage()));
            return new PlanOutcome(Optional.of(first), List.of(), List.of(), List.of());
        }
    }
}
