package org.jobdeck.job.common;

/**
 * A piece of long-running work that can be watched and steered (QEMU: Job).
 *
 * <p>Only the core makes jobs; an implementation from elsewhere is refused by every method that takes one. Everything
 * but {@link #status} is constant and may be read anywhere.
 */
public interface Job {

    /** Names this job for the life of its engine. */
    JobKey key();

    /** The user's name of it; null for an internal job. */
    String id();

    /** The driver's type name. */
    String type();

    /** Whether it is hidden from users: no id, no events, in no list of theirs (QEMU: JOB_INTERNAL). */
    boolean internal();

    /** Whether it finalizes by itself once all of its transaction is done. */
    boolean autoFinalize();

    /** Whether it is dismissed by itself once concluded. */
    boolean autoDismiss();

    /** Its progress; has a lock of its own. */
    JobProgress progress();

    /**
     * Its state.
     *
     * @param held the job lock
     */
    JobStatus status(JobLock.Held held);
}
