package org.jobdeck.exploration;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jobdeck.job.common.JobStatus;

/** The table of docs/job-model.md section 3, written down a second time: the core's own table may be the mistake. */
final class Moves {

    private static final Map<JobStatus, Set<JobStatus>> LEGAL = new EnumMap<>(Map.of(
            JobStatus.UNDEFINED, EnumSet.of(JobStatus.CREATED),
            JobStatus.CREATED, EnumSet.of(JobStatus.RUNNING, JobStatus.ABORTING, JobStatus.NULL),
            JobStatus.RUNNING, EnumSet.of(JobStatus.PAUSED, JobStatus.READY, JobStatus.WAITING, JobStatus.ABORTING),
            JobStatus.PAUSED, EnumSet.of(JobStatus.RUNNING),
            JobStatus.READY, EnumSet.of(JobStatus.STANDBY, JobStatus.WAITING, JobStatus.ABORTING),
            JobStatus.STANDBY, EnumSet.of(JobStatus.READY),
            JobStatus.WAITING, EnumSet.of(JobStatus.PENDING, JobStatus.ABORTING),
            JobStatus.PENDING, EnumSet.of(JobStatus.ABORTING, JobStatus.CONCLUDED),
            JobStatus.ABORTING, EnumSet.of(JobStatus.CONCLUDED),
            JobStatus.CONCLUDED, EnumSet.of(JobStatus.NULL)));

    private Moves() {}

    static boolean areLegal(JobStatus from, JobStatus to) {
        return LEGAL.getOrDefault(from, Set.of()).contains(to);
    }
}
