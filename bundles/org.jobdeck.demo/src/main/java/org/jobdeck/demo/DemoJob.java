package org.jobdeck.demo;

import java.util.List;
import java.util.function.Predicate;
import org.jobdeck.job.common.IoStatus;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.loop.Errno;

/**
 * One backup of the demo.
 *
 * @param id its name
 * @param image the name of its image
 * @param mebibytes how much data the image has; it is twice as long
 * @param speed the limit in bytes a second; 0 means none
 * @param goal the state it is to show
 * @param grouped whether it belongs to the group
 */
record DemoJob(String id, String image, int mebibytes, long speed, Goal goal, boolean grouped) {

    private static final long KIB = 1 << 10;
    private static final long MIB = 1 << 20;

    /** A state that the demo shows. */
    enum Goal {
        /** At work under a limit. */
        RUNNING(j -> j.status() == JobStatus.RUNNING && j.progress().current() > 0),
        /** Paused by the user. */
        PAUSED(j -> j.status() == JobStatus.PAUSED && j.userPaused() && j.ioStatus() == IoStatus.OK),
        /** Done with its work, not yet finalized. */
        PENDING(j -> j.status() == JobStatus.PENDING),
        /** A read has failed. */
        FAILED(j -> j.status() == JobStatus.CONCLUDED && j.result() < 0 && j.result() != -Errno.ECANCELED.number()),
        /** Stopped, because the target has no room. */
        STOPPED(j -> j.status() == JobStatus.PAUSED && j.ioStatus() != IoStatus.OK),
        /** All went well. */
        DONE(j -> j.status() == JobStatus.CONCLUDED && j.result() == 0),
        /** Cancelled by the user. */
        CANCELLED(j -> j.status() == JobStatus.CONCLUDED && j.result() == -Errno.ECANCELED.number()),
        /** Done with its work; the others of its group are not. */
        WAITING(j -> j.status() == JobStatus.WAITING);

        private final Predicate<JobSnapshot> reached;

        Goal(Predicate<JobSnapshot> reached) {
            this.reached = reached;
        }

        boolean isReachedBy(JobSnapshot job) {
            return reached.test(job);
        }
    }

    /** All of them: about 130 MiB of images and at most as much of copies. */
    static List<DemoJob> all() {
        return List.of(
                new DemoJob("nightly-web", "web", 40, 256 * KIB, Goal.RUNNING, false),
                new DemoJob("nightly-mail", "mail", 12, 4 * MIB, Goal.PAUSED, false),
                new DemoJob("nightly-home", "home", 8, 0, Goal.DONE, false),
                new DemoJob("nightly-db", "db", 12, 0, Goal.FAILED, false),
                new DemoJob("offsite-logs", "logs", 12, 0, Goal.STOPPED, false),
                new DemoJob("weekly-archive", "archive", 6, 0, Goal.PENDING, false),
                new DemoJob("adhoc-test", "test", 12, 2 * MIB, Goal.CANCELLED, false),
                new DemoJob("cluster-a", "node-a", 4, 0, Goal.WAITING, true),
                new DemoJob("cluster-b", "node-b", 24, 256 * KIB, Goal.RUNNING, true));
    }

    /** The length of the image in bytes. */
    long length() {
        return 2 * mebibytes * MIB;
    }
}
