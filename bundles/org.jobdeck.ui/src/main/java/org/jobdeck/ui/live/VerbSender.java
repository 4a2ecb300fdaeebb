package org.jobdeck.ui.live;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.source.JobSource;
import org.jobdeck.source.VerbOutcome;
import org.jobdeck.source.VerbRequest;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.model.Figures;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.UiVerb;
import org.jobdeck.ui.model.VerbRules;

/**
 * Sends verbs to the sources and says what became of them. It never waits: the outcome is told when it has come.
 *
 * <p>User interface thread only.
 */
public final class VerbSender {

    private static final Messages TEXTS = Messages.of(VerbSender.class);

    /** Is told of every verb that is asked for. */
    @FunctionalInterface
    interface Listener {

        /** The verb was sent; the answer comes later, on any thread. */
        void asked(JobView job, VerbRequest request, CompletionStage<VerbOutcome> answer);
    }

    private record Txn(int source, long txn) {}

    private final IntFunction<JobSource> sources;
    private final Executor ui;
    private final Consumer<StatusMessage> status;
    private final List<Listener> listeners = new ArrayList<>();
    private final VerbRuns runs;

    /**
     * A sender.
     *
     * @param sources gives the source of a number
     * @param ui runs things on the user interface's thread
     * @param status takes messages, on that thread
     * @param runs follows what was sent
     */
    public VerbSender(IntFunction<JobSource> sources, Executor ui, Consumer<StatusMessage> status, VerbRuns runs) {
        this.sources = sources;
        this.ui = ui;
        this.status = status;
        this.runs = runs;
    }

    /** Adds somebody who is told of every verb. */
    void addListener(Listener listener) {
        listeners.add(listener);
    }

    /**
     * Asks for a verb on all of the jobs that are in a state for it.
     *
     * @param bytesPerSecond the limit, for {@link UiVerb#SPEED}; 0 takes it away
     */
    public void send(UiVerb verb, List<JobView> jobs, long bytesPerSecond) {
        List<JobView> able =
                jobs.stream().filter(job -> VerbRules.isPossible(verb, job)).toList();
        if (able.isEmpty()) {
            VerbRules.obstacle(verb, jobs)
                    .ifPresent(reason -> status.accept(new StatusMessage(reason, StatusMessage.Kind.REFUSED)));
            return;
        }
        String act = actOf(verb, able, bytesPerSecond);
        status.accept(new StatusMessage(TEXTS.format("status.asked", act), StatusMessage.Kind.ASKED));
        VerbRequest request = verb.request(bytesPerSecond);
        List<JobView> asked = verb == UiVerb.FINALIZE ? oneOfEachTransaction(able) : able;
        VerbRun run = runOf(act, verb, bytesPerSecond, jobs, asked);
        runs.begin(run);
        List<CompletableFuture<VerbOutcome>> outcomes = new ArrayList<>();
        for (JobView job : asked) {
            CompletableFuture<VerbOutcome> outcome = sources.apply(job.source())
                    .apply(job.snapshot().key(), request)
                    .toCompletableFuture();
            outcomes.add(outcome);
            listeners.forEach(listener -> listener.asked(job, request, outcome));
            outcome.whenCompleteAsync((done, failure) -> runs.answered(run, job.rowKey(), errorOf(outcome)), ui);
        }
        int skipped = jobs.size() - able.size();
        CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new))
                .whenCompleteAsync((nothing, failure) -> report(run, asked, outcomes, skipped), ui);
    }

    private VerbRun runOf(String act, UiVerb verb, long bytesPerSecond, List<JobView> jobs, List<JobView> asked) {
        VerbRun run = new VerbRun(act, verb, bytesPerSecond);
        Set<JobView> chosen = Collections.newSetFromMap(new IdentityHashMap<>());
        chosen.addAll(asked);
        for (JobView job : jobs) {
            if (chosen.contains(job)) {
                run.ask(job, runs.now());
            } else {
                run.skip(job, VerbRules.obstacle(verb, job).orElseGet(() -> TEXTS.get("with.transaction")), runs.now());
            }
        }
        return run;
    }

    private static Optional<String> errorOf(CompletableFuture<VerbOutcome> outcome) {
        return Optional.ofNullable(
                outcome.isCompletedExceptionally()
                        ? TEXTS.format("source.failed", outcome.exceptionNow().getMessage())
                        : outcome.resultNow().error());
    }

    private void report(VerbRun run, List<JobView> asked, List<CompletableFuture<VerbOutcome>> outcomes, int skipped) {
        List<String> refusals = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            String id = asked.get(i).snapshot().id();
            errorOf(outcomes.get(i)).ifPresent(error -> refusals.add(asked.size() == 1 ? error : id + ": " + error));
        }
        // where what was accepted has come about already, that was told
        if (!refusals.isEmpty() || !run.isStopped()) {
            status.accept(summary(run, asked.size(), refusals, skipped));
        }
    }

    private static StatusMessage summary(VerbRun run, int asked, List<String> refusals, int skipped) {
        String act = run.act();
        if (!refusals.isEmpty()) {
            String first = refusals.getFirst();
            return new StatusMessage(
                    asked == 1
                            ? TEXTS.format("status.refused", act, first)
                            : TEXTS.format(
                                    "status.refused.some",
                                    act,
                                    String.valueOf(refusals.size()),
                                    String.valueOf(asked),
                                    first),
                    StatusMessage.Kind.REFUSED);
        }
        String left = skipped == 0 ? "" : TEXTS.format("status.skipped", String.valueOf(skipped));
        if (run.stops()) {
            return new StatusMessage(TEXTS.format("status.stopping", act, asked) + left, StatusMessage.Kind.ASKED);
        }
        return new StatusMessage(TEXTS.format("status.done", act, left), StatusMessage.Kind.DONE);
    }

    private static String actOf(UiVerb verb, List<JobView> jobs, long bytesPerSecond) {
        String whom = jobs.size() == 1
                ? TEXTS.format("whom", jobs.getFirst().snapshot().id())
                : TEXTS.format("whom.many", String.valueOf(jobs.size()));
        return verb == UiVerb.SPEED
                ? TEXTS.format("act.speed", verb.label(), Figures.limit(bytesPerSecond), whom)
                : TEXTS.format("act", verb.label(), whom);
    }

    /** Finalize on one member finalizes all: asking another would only find it concluded. */
    private static List<JobView> oneOfEachTransaction(List<JobView> jobs) {
        Set<Txn> seen = new HashSet<>();
        return jobs.stream()
                .filter(job -> {
                    JobSnapshot s = job.snapshot();
                    return seen.add(new Txn(job.source(), s.txn()));
                })
                .toList();
    }
}
