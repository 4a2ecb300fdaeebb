package org.jobdeck.ui.live;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jobdeck.history.HistoryEntry;
import org.jobdeck.history.HistoryNotes;
import org.jobdeck.history.HistoryOrigin;
import org.jobdeck.history.HistoryOutcome;
import org.jobdeck.history.HistoryState;
import org.jobdeck.history.HistoryVerb;
import org.jobdeck.job.common.JobEnding;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.loop.Clock;
import org.jobdeck.source.JobSource;
import org.jobdeck.source.SourceState;
import org.jobdeck.source.VerbOutcome;
import org.jobdeck.source.VerbRequest;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.model.JobView;

/** Takes notes for the history of what the window sees of one source. User interface thread only; never waits. */
final class FeedNotes {

    private static final Messages TEXTS = Messages.of(FeedNotes.class);

    /** Who starts the jobs of the engine inside this program. */
    private static final String SELF = "Jobdeck";

    private final JobSource source;
    private final String address;
    private final HistoryNotes notes;
    private final Clock clock;
    private boolean complete;

    /**
     * Notes of a source.
     *
     * @param address where it can be reached again; empty for the engine inside this program
     */
    FeedNotes(JobSource source, String address, HistoryNotes notes, Clock clock) {
        this.source = source;
        this.address = address;
        this.notes = notes;
        this.clock = clock;
    }

    /** A job looks different; only another state, or its end, is worth a note. */
    void seen(JobView before, JobView now) {
        if (before == null || before.history() != now.history() || before.isEnded() != now.isEnded()) {
            note(now.snapshot().key(), now.snapshot(), () -> now);
        }
    }

    /**
     * A job has ended that is not shown any more.
     *
     * @param last the job as it was last
     * @param view makes what would be shown of it, later and on another thread
     */
    void endedUnshown(JobSnapshot last, Supplier<JobView> view) {
        note(last.key(), last, view);
    }

    /** The source has answered with all that it has. */
    void answered(SourceState state) {
        if (!complete && state == SourceState.LIVE) {
            complete = true;
            notes.complete();
        }
    }

    /** The source is left. */
    void leave() {
        notes.leave();
    }

    /** A verb was asked for; the answer will be noted when it comes. */
    void verb(JobKey job, VerbRequest request, CompletionStage<VerbOutcome> answer) {
        String verb = textOf(request);
        Instant at = clock.now();
        long start = clock.nanoTime();
        notes.verb(job, new HistoryVerb(verb, at, null, null));
        answer.whenComplete((outcome, failure) -> {
            Duration latency = Duration.ofNanos(clock.nanoTime() - start);
            VerbOutcome known = outcome != null
                    ? outcome
                    : new VerbOutcome(VerbOutcome.Result.UNKNOWN, TEXTS.format("source.failed", failure.getMessage()));
            notes.verb(job, new HistoryVerb(verb, at, latency, known));
        });
    }

    private void note(JobKey key, JobSnapshot job, Supplier<JobView> view) {
        notes.job(key, job.txnMembers() > 1 ? job.txn() : 0, () -> entry(view.get()));
    }

    private HistoryEntry entry(JobView view) {
        JobSnapshot job = view.snapshot();
        List<HistoryState> states = view.history().stream()
                .map(state -> new HistoryState(state.status(), state.since()))
                .toList();
        return new HistoryEntry(
                0,
                new HistoryOrigin(source.name(), address, source.machine().name(), address.isEmpty() ? SELF : ""),
                job.id(),
                job.type(),
                job.resources(),
                List.of(),
                job.created(),
                states,
                view.ending().map(JobEnding::outcome).map(HistoryOutcome::of).orElse(HistoryOutcome.RUNNING),
                view.ending().map(JobEnding::at).orElse(null),
                job.error(),
                job.progress(),
                view.average(),
                List.of());
    }

    private static String textOf(VerbRequest request) {
        return switch (request) {
            case VerbRequest.Cancel(boolean force) -> force ? "cancel by force" : "cancel";
            case VerbRequest.SetSpeed(long bytes) -> "set-speed " + bytes;
            case VerbRequest.Plain plain -> plain.verb().qmpName();
            case VerbRequest.Change change -> change.verb().qmpName();
        };
    }
}
