package org.jobdeck.ui.live;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jobdeck.job.common.Changes;
import org.jobdeck.job.common.JobEnding;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.common.JobOutcome;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.source.JobSource;
import org.jobdeck.source.SourceState;
import org.jobdeck.source.SourceStatus;
import org.jobdeck.source.VerbOutcome;
import org.jobdeck.source.VerbRequest;

/** A source that gives prepared answers and remembers what it was asked. */
public final class FakeSource implements JobSource {

    public record Asked(JobKey job, VerbRequest verb, CompletableFuture<VerbOutcome> outcome) {}

    public final Deque<Changes> answers = new ArrayDeque<>();
    final List<Long> askedSince = new ArrayList<>();
    public final List<Asked> verbs = new ArrayList<>();
    final List<Runnable> listeners = new ArrayList<>();
    Runnable whenAsked = () -> {};
    boolean busy;
    SourceState state = SourceState.LIVE;
    private long version;

    public void tell(JobSnapshot... upserted) {
        answer(List.of(upserted), List.of(), false, false);
        fire();
    }

    public void answer(List<JobSnapshot> upserted, List<JobKey> removed, boolean resync, boolean more) {
        List<JobEnding> ended = removed.stream()
                .map(key -> new JobEnding(key, JobOutcome.DONE, null, Instant.EPOCH))
                .toList();
        answers.add(new Changes(++version, upserted, ended, resync, more));
    }

    public void fire() {
        listeners.forEach(Runnable::run);
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public SourceStatus status() {
        return new SourceStatus(state, "", Instant.EPOCH);
    }

    @Override
    public Changes changesSince(long since) {
        throw new AssertionError("this waits, so the window must not call it");
    }

    @Override
    public Optional<Changes> tryChangesSince(long since) {
        askedSince.add(since);
        whenAsked.run();
        if (busy) {
            return Optional.empty();
        }
        return Optional.of(answers.isEmpty() ? Changes.none(since) : answers.poll());
    }

    @Override
    public AutoCloseable addChangeListener(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public CompletionStage<VerbOutcome> apply(JobKey job, VerbRequest verb) {
        CompletableFuture<VerbOutcome> outcome = new CompletableFuture<>();
        verbs.add(new Asked(job, verb, outcome));
        return outcome;
    }

    @Override
    public void close() {
        // nothing to leave
    }
}
