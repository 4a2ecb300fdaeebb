package org.jobdeck.exploration;

import java.util.EnumSet;
import java.util.Set;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobLock.Held;
import org.jobdeck.job.common.JobStatus;

/** What the main loop's thread may ask of a job. */
enum Verb {
    /** job-pause. */
    USER_PAUSE(true, Verb::beforeTheEnd) {
        @Override
        boolean makesSense(JobState state, Subject subject) {
            return !state.userPaused();
        }

        @Override
        void apply(World world, Held held, Subject subject) throws JobException {
            world.monitor().userPause(held, subject.job());
        }
    },
    /** job-resume. */
    USER_RESUME(false, Verb::beforeTheEnd) {
        @Override
        boolean makesSense(JobState state, Subject subject) {
            return state.userPaused();
        }

        @Override
        void apply(World world, Held held, Subject subject) throws JobException {
            world.monitor().userResume(held, subject.job());
        }
    },
    /** A pause of a program, as a drain asks for. */
    PAUSE(true, Verb::beforeTheEnd) {
        @Override
        void apply(World world, Held held, Subject subject) {
            world.monitor().pause(held, subject.job());
            subject.pauses++;
        }
    },
    /** Takes one of these back. */
    RESUME(false, status -> status != JobStatus.NULL) {
        @Override
        boolean makesSense(JobState state, Subject subject) {
            return subject.pauses > 0;
        }

        @Override
        void apply(World world, Held held, Subject subject) {
            subject.pauses--;
            subject.notedOnly &= subject.pauses > 0;
            world.monitor().resume(held, subject.job());
        }
    },
    /** A pause that is asked for and not yet told to the body: possible inside the core only. */
    NOTE_PAUSE(false, Verb::beforeTheEnd) {
        @Override
        boolean makesSense(JobState state, Subject subject) {
            return state.timerAt() >= 0 && state.pauseCount() == 0;
        }

        @Override
        void apply(World world, Held held, Subject subject) {
            world.peek().notePause(subject.job(), held);
            subject.pauses++;
            subject.notedOnly = true;
        }
    },
    /** block-job-set-speed to another value, with and without a limit in turn. */
    SET_SPEED(true, Verb::beforeTheEnd) {
        @Override
        void apply(World world, Held held, Subject subject) throws JobException {
            world.monitor().setSpeed(held, subject.job(), world.state(subject).speed() == 0 ? 100 : 0);
        }
    },
    /** block-job-cancel. */
    SOFT_CANCEL(true, Verb::canBeCancelled) {
        @Override
        void apply(World world, Held held, Subject subject) throws JobException {
            world.monitor().userCancel(held, subject.job(), false);
        }
    },
    /** job-cancel. */
    CANCEL(true, Verb::canBeCancelled) {
        @Override
        void apply(World world, Held held, Subject subject) throws JobException {
            world.monitor().userCancel(held, subject.job(), true);
        }
    },
    /** Cancels by force and waits. */
    CANCEL_SYNC(true, Verb::canBeCancelled) {
        @Override
        void apply(World world, Held held, Subject subject) {
            world.monitor().cancelSync(held, subject.job(), true);
        }
    },
    /** job-complete. */
    COMPLETE(true, JobStatus::isReady) {
        @Override
        void apply(World world, Held held, Subject subject) throws JobException {
            world.monitor().complete(held, subject.job());
        }
    },
    /** Completes and waits. */
    COMPLETE_SYNC(true, status -> status == JobStatus.READY) {
        @Override
        void apply(World world, Held held, Subject subject) throws JobException {
            world.monitor().completeSync(held, subject.job());
        }
    },
    /** job-finalize. */
    FINALIZE(true, status -> status == JobStatus.PENDING) {
        @Override
        void apply(World world, Held held, Subject subject) throws JobException {
            world.monitor().finalizeTxn(held, subject.job());
        }
    },
    /** job-dismiss. */
    DISMISS(true, status -> status == JobStatus.CONCLUDED) {
        @Override
        void apply(World world, Held held, Subject subject) throws JobException {
            world.monitor().dismiss(held, subject.job());
        }
    };

    /** The states that a verb is tried in, asked of a state. */
    private interface When {
        boolean in(JobStatus status);
    }

    private final boolean mayWake;
    private final Set<JobStatus> states = EnumSet.noneOf(JobStatus.class);

    Verb(boolean mayWake, When when) {
        this.mayWake = mayWake;
        for (JobStatus status : JobStatus.values()) {
            if (when.in(status)) {
                states.add(status);
            }
        }
    }

    private static boolean beforeTheEnd(JobStatus status) {
        return status.compareTo(JobStatus.CREATED) >= 0 && status.compareTo(JobStatus.WAITING) < 0;
    }

    private static boolean canBeCancelled(JobStatus status) {
        return status.compareTo(JobStatus.CREATED) >= 0 && status.compareTo(JobStatus.ABORTING) < 0;
    }

    /** Whether it is worth trying; what the tables refuse is tested elsewhere. */
    final boolean isWorthTrying(JobState state, Subject subject) {
        return states.contains(state.status()) && makesSense(state, subject);
    }

    /** What else must be so, besides the state. */
    boolean makesSense(JobState state, Subject subject) {
        return true;
    }

    /** Whether it may end a body's sleep before its time. A resume must not. */
    final boolean mayWake() {
        return mayWake;
    }

    /** Whether it marks the job as cancelled. */
    final boolean cancels() {
        return this == SOFT_CANCEL || this == CANCEL || this == CANCEL_SYNC;
    }

    /** Does it. Main loop's thread, lock held. */
    abstract void apply(World world, Held held, Subject subject) throws JobException;
}
