package org.jobdeck.job.common.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jobdeck.job.common.JobLock.Held;

/**
 * The five listener lists of a job (QEMU: on_idle, on_ready, on_pending, on_finalize_completed, on_finalize_cancelled).
 *
 * <p>Guarded by the job lock, and run under it: a listener may only append an event, raise a version or kick a loop.
 */
public final class JobListeners {

    /** What a listener is told of. */
    public enum Moment {
        /** The body has yielded or ended. */
        IDLE,
        /** The job became ready. */
        READY,
        /** The job became pending and has manual finalize. */
        PENDING,
        /** The job ended, not by a forced cancel. */
        FINALIZE_COMPLETED,
        /** The job ended by a forced cancel. */
        FINALIZE_CANCELLED
    }

    private record Entry(Moment moment, BiConsumer<Held, JobCore> listener) {}

    /** Replaced by each addition: few jobs have any. */
    private List<Entry> entries = List.of();

    void add(Moment moment, BiConsumer<Held, JobCore> listener) {
        List<Entry> more = new ArrayList<>(entries);
        more.add(new Entry(moment, listener));
        entries = List.copyOf(more);
    }

    void notify(Held held, Moment moment, JobCore job) {
        for (Entry entry : entries) {
            if (entry.moment() == moment) {
                entry.listener().accept(held, job);
            }
        }
    }
}
