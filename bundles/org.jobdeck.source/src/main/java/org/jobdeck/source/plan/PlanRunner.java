package org.jobdeck.source.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;
import org.jobdeck.qmp.client.UnansweredException;
import org.jobdeck.source.JobSource;

/**
 * Carries a plan out: one step after the other, each when the one before was answered. The first refusal ends it, and the
 * nodes that were added until then are removed again.
 *
 * <p>Serves one plan. Never waits; the work is done on threads of the source.
 */
public final class PlanRunner {

    private static final String NODE_NAME = "node-name";

    private final JobSource source;
    private final Executor later;
    private final StartPlan plan;
    private final Deque<String> nodes = new ArrayDeque<>();
    private final Map<String, String> beingMade = new HashMap<>();
    private final List<String> files = new ArrayList<>();
    private final List<String> removed = new ArrayList<>();
    private final List<String> left = new ArrayList<>();

    /**
     * A runner that has done nothing yet.
     *
     * @param later runs something after a moment: how often it is asked whether a job has concluded
     */
    public PlanRunner(JobSource source, StartPlan plan, Executor later) {
        this.source = source;
        this.plan = plan;
        this.later = later;
    }

    /**
     * Carries the plan out.
     *
     * @return completes normally in every case
     */
    public CompletionStage<PlanOutcome> run() {
        return from(0);
    }

    private CompletionStage<PlanOutcome> from(int step) {
        if (step == plan.steps().size()) {
            return CompletableFuture.completedFuture(PlanOutcome.DONE);
        }
        return carryOut(plan.steps().get(step))
                .handle((nothing, failure) -> failure == null ? from(step + 1) : giveUp(failureOf(step, failure)))
                .thenCompose(next -> next);
    }

    private CompletionStage<?> carryOut(PlanStep step) {
        return switch (step) {
            case PlanStep.Command command ->
                source.execute(command.command(), command.arguments()).thenAccept(answer -> remember(command));
            case PlanStep.AwaitEnd wait -> awaitEnd(wait.job());
        };
    }

    private void remember(PlanStep.Command command) {
        if (command.command().equals("blockdev-add")) {
            command.arguments().string(NODE_NAME).ifPresent(nodes::push);
        } else if (command.command().equals(JobKind.CREATE.command())) {
            command.arguments()
                    .object("options")
                    .flatMap(options -> options.string("filename"))
                    .ifPresent(file ->
                            beingMade.put(command.arguments().string("job-id").orElse(""), file));
        }
    }

    private CompletionStage<Void> awaitEnd(String job) {
        return source.execute("query-jobs", JsonObject.empty()).thenCompose(answer -> {
            Optional<JsonObject> found = find(answer, job);
            String status = found.flatMap(state -> state.string("status")).orElse("");
            if (status.equals("concluded")) {
                return concluded(job, found.flatMap(state -> state.string("error")));
            }
            if (found.isEmpty()) {
                return CompletableFuture.failedFuture(
                        new IllegalStateException("The job '" + job + "' is gone, so its outcome is not known."));
            }
            return CompletableFuture.runAsync(() -> {}, later).thenCompose(nothing -> awaitEnd(job));
        });
    }

    private CompletionStage<Void> concluded(String job, Optional<String> error) {
        if (error.isEmpty()) {
            Optional.ofNullable(beingMade.remove(job)).ifPresent(files::add);
            return CompletableFuture.completedFuture(null);
        }
        // the failed helper is of no use to anybody; its error is told
        return source.execute("job-dismiss", JsonObject.of("id", job)).handle((answer, failure) -> {
            throw new CompletionException(new IllegalStateException(error.get()));
        });
    }

    private static Optional<JsonObject> find(JsonValue jobs, String id) {
        if (jobs instanceof JsonArray array) {
            for (JsonValue value : array) {
                if (value instanceof JsonObject job
                        && job.string("id").orElse("").equals(id)) {
                    return Optional.of(job);
                }
            }
        }
        return Optional.empty();
    }

    /** Removes the nodes again, the last first. */
    private CompletionStage<PlanOutcome> giveUp(PlanOutcome.Failure why) {
        if (nodes.isEmpty()) {
            return CompletableFuture.completedFuture(new PlanOutcome(Optional.of(why), removed, left, files));
        }
        String node = nodes.pop();
        return source.execute("blockdev-del", JsonObject.of(NODE_NAME, node))
                .handle((answer, failure) -> {
                    (failure == null ? removed : left).add(node);
                    return giveUp(why);
                })
                .thenCompose(next -> next);
    }

    private static PlanOutcome.Failure failureOf(int step, Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        boolean unknown = cause instanceof UnansweredException unanswered && unanswered.wasSent();
        return new PlanOutcome.Failure(step, String.valueOf(cause.getMessage()), !unknown);
    }
}
