package org.jobdeck.ui.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jobdeck.loop.Clock;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.RowKey;
import org.jobdeck.ui.model.StateText;
import org.jobdeck.ui.model.UiVerb;

/** Follows the verbs that were sent until they have come to their end. User interface thread only. */
public final class VerbRuns {

    private static final Messages TEXTS = Messages.of(VerbRuns.class);

    /** Verbs whose end nobody waits for any more. */
    private static final int MOST_FOLLOWED = 20;

    private final Function<RowKey.Job, Optional<JobView>> jobs;
    private final Clock clock;
    private final Consumer<StatusMessage> status;
    private final List<VerbRun> followed = new ArrayList<>();
    private final List<Runnable> listeners = new ArrayList<>();
    private VerbRun latest;

    /**
     * Follows nothing yet.
     *
     * @param jobs gives a job as it is now, or nothing if it is gone
     * @param status takes messages
     */
    VerbRuns(Function<RowKey.Job, Optional<JobView>> jobs, Clock clock, Consumer<StatusMessage> status) {
        this.jobs = jobs;
        this.clock = clock;
        this.status = status;
    }

    /** The verb that was sent last; empty if none was, or its list was put away. */
    public Optional<VerbRun> latest() {
        return Optional.ofNullable(latest);
    }

    /** Nobody wants to see the last one any more. */
    public void putAway() {
        latest = null;
        tell();
    }

    /** The time by which patience is measured. */
    public Instant now() {
        return clock.now();
    }

    /** Adds somebody who is told that there is something new of the latest. */
    public void addListener(Runnable listener) {
        listeners.add(listener);
    }

    /** Ends that. */
    public void removeListener(Runnable listener) {
        listeners.remove(listener);
    }

    /** A verb is sent. */
    void begin(VerbRun run) {
        latest = run;
        followed.add(run);
        if (followed.size() > MOST_FOLLOWED) {
            followed.removeFirst();
        }
        tell();
    }

    /** An answer has come. */
    void answered(VerbRun run, RowKey.Job job, Optional<String> error) {
        run.answered(job, error, now());
        tell();
    }

    /** Looks at the jobs again: they may have changed, and time has passed. */
    void look() {
        boolean news = false;
        for (VerbRun run : List.copyOf(followed)) {
            for (VerbRun.Item item : run.items()) {
                if (run.follow(item, jobs.apply(item.job()), now())) {
                    news = true;
                    if (!run.isUnderWay()) {
                        tellEnd(run);
                    }
                }
            }
            if (!run.isUnderWay()) {
                followed.remove(run);
            }
        }
        boolean waits = latest != null && !latest.unstoppable(now()).isEmpty();
        if (news || waits) {
            tell();
        }
    }

    private void tellEnd(VerbRun run) {
        Optional<VerbRun.Item> bad = run.items().stream()
                .filter(i -> i.phase() == VerbRun.Phase.REFUSED)
                .findFirst();
        if (bad.isPresent()) {
            status.accept(new StatusMessage(
                    TEXTS.format(
                            "status.otherwise",
                            run.act(),
                            bad.get().id(),
                            bad.get().text()),
                    StatusMessage.Kind.REFUSED));
        } else if (run.verb() == UiVerb.SPEED) {
            status.accept(
                    new StatusMessage(TEXTS.format("status.reads", run.act(), run.limit()), StatusMessage.Kind.DONE));
        } else {
            status.accept(
                    new StatusMessage(TEXTS.format("status.stopped", run.act(), endOf(run)), StatusMessage.Kind.DONE));
        }
    }

    /** How a single job ended up, as in "It is cancelled now."; nothing of several, which the list tells. */
    private String endOf(VerbRun run) {
        Optional<JobView> job =
                run.items().size() == 1 ? jobs.apply(run.items().getFirst().job()) : Optional.empty();
        return job.map(view -> TEXTS.format("status.now", StateText.of(view))).orElse("");
    }

    private void tell() {
        List.copyOf(listeners).forEach(Runnable::run);
    }
}
