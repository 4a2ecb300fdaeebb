package org.jobdeck.ui.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.model.Figures;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.RowKey;
import org.jobdeck.ui.model.StateText;
import org.jobdeck.ui.model.UiVerb;

/**
 * One verb on one or more jobs, and what became of it for each. A verb that was accepted is followed further where that is
 * not the end of it: a cancelled job until it has stopped, a speed limit until the job tells the same.
 *
 * <p>User interface thread only.
 */
public final class VerbRun {

    private static final Messages TEXTS = Messages.of(VerbRun.class);

    /** A job that was asked to stop so many seconds ago and has not is offered to be given up. */
    static final long PATIENCE_SECONDS = 3;

    /** How far it is with one job. */
    public enum Phase {
        /** Not asked: it cannot be, or need not. */
        SKIPPED,
        /** Asked, and no answer yet. */
        ASKED,
        /** Accepted, but what was asked for is not so yet. */
        UNDER_WAY,
        /** As was asked for. */
        DONE,
        /** Refused, or it came otherwise. */
        REFUSED
    }

    /**
     * What became of it for one job.
     *
     * @param job the row of the job
     * @param id the user's name of it
     * @param phase how far it is
     * @param text the same in words
     * @param since when it came so far
     */
    public record Item(RowKey.Job job, String id, Phase phase, String text, Instant since) {}

    private final String act;
    private final UiVerb verb;
    private final long bytesPerSecond;
    private final Map<RowKey.Job, Item> items = new LinkedHashMap<>();

    /**
     * A verb of which nothing is known yet.
     *
     * @param act what is asked for, as in "Pause 2 jobs"
     * @param bytesPerSecond the limit, for {@link UiVerb#SPEED}
     */
    VerbRun(String act, UiVerb verb, long bytesPerSecond) {
        this.act = act;
        this.verb = verb;
        this.bytesPerSecond = bytesPerSecond;
    }

    /** What is asked for, as in "Pause 2 jobs". */
    public String act() {
        return act;
    }

    /** The verb. */
    public UiVerb verb() {
        return verb;
    }

    /** What became of it, job by job. */
    public List<Item> items() {
        return List.copyOf(items.values());
    }

    /** All in a sentence, as in "Pause 3 jobs: 2 done, 1 refused". */
    public String summary() {
        List<String> counts = new ArrayList<>();
        for (Phase phase : List.of(Phase.DONE, Phase.UNDER_WAY, Phase.ASKED, Phase.REFUSED, Phase.SKIPPED)) {
            long count = items.values().stream().filter(i -> i.phase() == phase).count();
            if (count > 0) {
                counts.add(count + " " + wordOf(phase));
            }
        }
        return act + ": " + String.join(", ", counts);
    }

    /** Whether there is more to be told than the status line says: of several jobs, of a refusal, of one that does not stop. */
    public boolean isWorthAList(Instant now) {
        return items.size() > 1
                || items.values().stream().anyMatch(i -> i.phase() == Phase.REFUSED)
                || !unstoppable(now).isEmpty();
    }

    /** The jobs that were asked to stop, took it, and have not stopped for long: they can be given up. */
    public List<RowKey.Job> unstoppable(Instant now) {
        if (verb != UiVerb.CANCEL) {
            return List.of();
        }
        return items.values().stream()
                .filter(i -> i.phase() == Phase.UNDER_WAY
                        && !i.since().plusSeconds(PATIENCE_SECONDS).isAfter(now))
                .map(Item::job)
                .toList();
    }

    /** All as lines of text, for the clipboard. */
    public String text() {
        StringBuilder text = new StringBuilder(summary());
        for (Item item : items.values()) {
            text.append('\n').append(item.id()).append('\t').append(item.text());
        }
        return text.append('\n').toString();
    }

    private String wordOf(Phase phase) {
        if (phase == Phase.UNDER_WAY && stops()) {
            return TEXTS.get("stopping");
        }
        return TEXTS.get("phase." + phase.name());
    }

    /** Whether all was told of it already. */
    boolean isStopped() {
        return (stops() || verb == UiVerb.SPEED) && !isUnderWay();
    }

    /** Whether it is to end jobs. */
    boolean stops() {
        return verb == UiVerb.CANCEL || verb == UiVerb.FORCE_CANCEL;
    }

    void skip(JobView job, String reason, Instant now) {
        add(job, Phase.SKIPPED, reason, now);
    }

    void ask(JobView job, Instant now) {
        add(job, Phase.ASKED, TEXTS.get("requested"), now);
    }

    private void add(JobView job, Phase phase, String text, Instant now) {
        items.put(job.rowKey(), new Item(job.rowKey(), job.snapshot().id(), phase, text, now));
    }

    void answered(RowKey.Job job, Optional<String> error, Instant now) {
        if (error.isPresent()) {
            set(job, Phase.REFUSED, error.get(), now);
        } else if (stops()) {
            set(job, Phase.UNDER_WAY, TEXTS.get("requested.stopping"), now);
        } else if (verb == UiVerb.SPEED) {
            set(job, Phase.UNDER_WAY, TEXTS.get("reading.back"), now);
        } else {
            set(job, Phase.DONE, TEXTS.get("phase.DONE"), now);
        }
    }

    /** The limit in words. */
    String limit() {
        return Figures.limit(bytesPerSecond);
    }

    boolean isUnderWay() {
        return items.values().stream().anyMatch(i -> i.phase() == Phase.UNDER_WAY || i.phase() == Phase.ASKED);
    }

    /**
     * Looks at the job again; whether that told anything new.
     *
     * @param now as it is now, or empty if it is gone
     */
    boolean follow(Item item, Optional<JobView> job, Instant now) {
        if (item.phase() != Phase.UNDER_WAY) {
            return false;
        }
        if (stops()) {
            if (job.isPresent() && !hasStopped(job.get())) {
                return false;
            }
            String end = job.map(StateText::of).orElseGet(() -> TEXTS.get("gone"));
            set(item.job(), Phase.DONE, TEXTS.format("stopped", end), now);
            return true;
        }
        return readBack(item, job, now);
    }

    /** One that waits for a transaction, or to be finalized, has not been stopped. */
    private static boolean hasStopped(JobView job) {
        return job.isEnded() || job.snapshot().status() == JobStatus.CONCLUDED;
    }

    private boolean readBack(Item item, Optional<JobView> job, Instant now) {
        if (job.isEmpty() || job.get().isEnded()) {
            set(item.job(), Phase.DONE, TEXTS.get("gone"), now);
            return true;
        }
        String read = Figures.limit(job.get().snapshot().speed());
        if (job.get().snapshot().speed() == bytesPerSecond) {
            set(item.job(), Phase.DONE, TEXTS.format("reads", read), now);
            return true;
        }
        if (item.since().plusSeconds(PATIENCE_SECONDS).isAfter(now)) {
            return false;
        }
        set(item.job(), Phase.REFUSED, TEXTS.format("reads.otherwise", read, Figures.limit(bytesPerSecond)), now);
        return true;
    }

    private void set(RowKey.Job job, Phase phase, String text, Instant now) {
        items.computeIfPresent(job, (key, item) -> new Item(key, item.id(), phase, text, now));
    }
}
