package org.jobdeck.job.common;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The states of a job and the moves between them (QEMU: JobStatus; docs/job-model.md section 3).
 *
 * <p>The order of the constants is QEMU's; {@link #qmpName()} is the spelling of the monitor protocol.
 */
public enum JobStatus {
    /** Not yet created; never seen outside the core. */
    UNDEFINED,
    /** Made, but not started. */
    CREATED,
    /** The body runs. */
    RUNNING,
    /** The body has stopped at a pause point. */
    PAUSED,
    /** The body runs and waits for nothing but the order to complete. */
    READY,
    /** Paused while ready. */
    STANDBY,
    /** The body has ended well; other members of the transaction have not. */
    WAITING,
    /** All members are done; waits to be finalized. */
    PENDING,
    /** Failed or cancelled; is being undone. */
    ABORTING,
    /** All work is over; waits to be dismissed. */
    CONCLUDED,
    /** Dismissed and gone. */
    NULL;

    private Set<JobStatus> successors;

    static {
        UNDEFINED.successors = EnumSet.of(CREATED);
        CREATED.successors = EnumSet.of(RUNNING, ABORTING, NULL);
        RUNNING.successors = EnumSet.of(PAUSED, READY, WAITING, ABORTING);
        PAUSED.successors = EnumSet.of(RUNNING);
        READY.successors = EnumSet.of(STANDBY, WAITING, ABORTING);
        STANDBY.successors = EnumSet.of(READY);
        WAITING.successors = EnumSet.of(PENDING, ABORTING);
        PENDING.successors = EnumSet.of(ABORTING, CONCLUDED);
        ABORTING.successors = EnumSet.of(ABORTING, CONCLUDED);
        CONCLUDED.successors = EnumSet.of(NULL);
        NULL.successors = EnumSet.noneOf(JobStatus.class);
    }

    private final String qmpName = name().toLowerCase(Locale.ROOT);

    /** The spelling of the monitor protocol, as in {@code "standby"}. */
    public String qmpName() {
        return qmpName;
    }

    /** The state of that spelling, if there is one. */
    public static Optional<JobStatus> ofQmpName(String name) {
        for (JobStatus s : values()) {
            if (s.qmpName.equals(name)) {
                return Optional.of(s);
            }
        }
        return Optional.empty();
    }

    /** Whether the table allows the move; every other move is a programming error. */
    public boolean canBecome(JobStatus next) {
        return successors.contains(next);
    }

    /** Ready or standby (QEMU: job_is_ready). */
    public boolean isReady() {
        return this == READY || this == STANDBY;
    }

    /** Waiting or later: the body has ended or never will run (QEMU: job_is_completed). */
    public boolean isCompleted() {
        return compareTo(WAITING) >= 0;
    }
}
