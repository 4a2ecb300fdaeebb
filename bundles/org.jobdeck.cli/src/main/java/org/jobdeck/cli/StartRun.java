package org.jobdeck.cli;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jobdeck.json.JsonObject;
import org.jobdeck.source.plan.PlanOutcome;
import org.jobdeck.source.plan.PlanRunner;
import picocli.CommandLine.ParseResult;

/** Carries out what starts jobs, and tells of it. Used once, by one thread. */
final class StartRun {

    private static final long MOMENT_MILLIS = 20;

    private final Host host;
    private final RemoteJobs jobs;
    private final ParseResult parsed;

    StartRun(Host host, RemoteJobs jobs, ParseResult parsed) {
        this.host = host;
        this.jobs = jobs;
        this.parsed = parsed;
    }

    int run(Planned planned) throws Failure {
        if (StartForm.isDry(parsed)) {
            host.out().println(planned.plan().text());
            return ExitCode.DONE;
        }
        long version = jobs.source().changesSince(0).version();
        PlanOutcome outcome = carryOut(planned);
        if (!outcome.isDone()) {
            String sentence = sentence(planned, outcome);
            throw jobs.isLive() && outcome.failure().orElseThrow().outcomeKnown()
                    ? Failure.failed(sentence)
                    : Failure.unreachable(sentence);
        }
        boolean json = StartForm.isJson(parsed);
        planned.notes().forEach(note -> host.err().println(Program.NAME + ": " + note));
        for (Planned.Job job : planned.jobs()) {
            host.out()
                    .println(
                            json
                                    ? JsonObject.builder()
                                            .put("id", job.id())
                                            .put("type", job.type())
                                            .build()
                                            .toJson()
                                    : job.id());
        }
        host.out().flush();
        if (!StartForm.waits(parsed)) {
            return ExitCode.DONE;
        }
        List<String> ids = planned.jobs().stream().map(Planned.Job::id).toList();
        return new StartWait(host, jobs, ids, json, StartForm.dismisses(parsed)).run(version);
    }

    private PlanOutcome carryOut(Planned planned) throws Failure {
        PlanRunner runner = new PlanRunner(
                jobs.source(), planned.plan(), CompletableFuture.delayedExecutor(MOMENT_MILLIS, TimeUnit.MILLISECONDS));
        CompletableFuture<PlanOutcome> outcome = runner.run().toCompletableFuture();
        try (Registration _ = host.onInterrupt(() -> outcome.cancel(false))) {
            return outcome.get();
        } catch (CancellationException _) {
            throw Failure.cancelled("starting was cancelled; what was begun until then goes on");
        } catch (InterruptedException | ExecutionException e) {
            throw Failure.failed("starting was given up: " + e.getMessage(), e);
        }
    }

    private String sentence(Planned planned, PlanOutcome outcome) {
        PlanOutcome.Failure failure = outcome.failure().orElseThrow();
        String job = "'" + planned.jobs().getFirst().id() + "'";
        boolean last = failure.step() == planned.plan().steps().size() - 1;
        StringBuilder sentence = new StringBuilder();
        if (jobs.isLive() && failure.outcomeKnown()) {
            sentence.append(job).append(" was not started, because ");
            sentence.append(last ? "QEMU says: " : "what it needs was refused: ")
                    .append(failure.text());
        } else {
            sentence.append(
                    last && !failure.outcomeKnown()
                            ? "whether " + job + " was started is not known: "
                            : job + " was not started: ");
            sentence.append(RemoteJobs.sentenceOf(failure.text()));
        }
        if (!outcome.removed().isEmpty()) {
            sentence.append("; removed again: ").append(String.join(", ", outcome.removed()));
        }
        if (!outcome.left().isEmpty()) {
            sentence.append(jobs.isLive() ? "; left behind, the nodes: " : "; perhaps left behind, the nodes: ")
                    .append(String.join(", ", outcome.left()));
        }
        if (!outcome.files().isEmpty()) {
            sentence.append("; left behind, the files: ").append(String.join(", ", outcome.files()));
        }
        return sentence.toString();
    }
}
