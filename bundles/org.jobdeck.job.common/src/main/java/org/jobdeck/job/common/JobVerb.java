package org.jobdeck.job.common;

import static org.jobdeck.job.common.JobStatus.CONCLUDED;
import static org.jobdeck.job.common.JobStatus.CREATED;
import static org.jobdeck.job.common.JobStatus.PAUSED;
import static org.jobdeck.job.common.JobStatus.PENDING;
import static org.jobdeck.job.common.JobStatus.READY;
import static org.jobdeck.job.common.JobStatus.RUNNING;
import static org.jobdeck.job.common.JobStatus.STANDBY;
import static org.jobdeck.job.common.JobStatus.WAITING;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a user can ask of a job, and in which states (QEMU: JobVerb and its table; {@code change} since 8.2).
 */
public enum JobVerb {
    /** End it, softly or by force. */
    CANCEL("cancel", EnumSet.of(CREATED, RUNNING, PAUSED, READY, STANDBY, WAITING, PENDING)),
    /** Stop it at its next pause point. */
    PAUSE("pause", EnumSet.of(CREATED, RUNNING, PAUSED, READY, STANDBY)),
    /** Take a user's pause back. */
    RESUME("resume", EnumSet.of(CREATED, RUNNING, PAUSED, READY, STANDBY)),
    /** Limit its rate. */
    SET_SPEED("set-speed", EnumSet.of(CREATED, RUNNING, PAUSED, READY, STANDBY)),
    /** Bring a ready job to its end. */
    COMPLETE("complete", EnumSet.of(READY, STANDBY)),
    /** Forget a concluded job. */
    DISMISS("dismiss", EnumSet.of(CONCLUDED)),
    /** Let a pending job, and its whole transaction, take effect. */
    FINALIZE("finalize", EnumSet.of(PENDING)),
    /** Alter options of its type while it runs. */
    CHANGE("change", EnumSet.of(CREATED, RUNNING, PAUSED, READY, STANDBY));

    private final String qmpName;
    private final Set<JobStatus> states;

    JobVerb(String qmpName, Set<JobStatus> states) {
        this.qmpName = qmpName;
        this.states = states;
    }

    /** The spelling of the monitor protocol, as in {@code "set-speed"}. */
    public String qmpName() {
        return qmpName;
    }

    /** The verb of that spelling, if there is one. */
    public static Optional<JobVerb> ofQmpName(String name) {
        for (JobVerb v : values()) {
            if (v.qmpName.equals(name)) {
                return Optional.of(v);
            }
        }
        return Optional.empty();
    }

    /** Whether a job in that state accepts the verb. */
    public boolean allowedIn(JobStatus status) {
        return states.contains(status);
    }
}
