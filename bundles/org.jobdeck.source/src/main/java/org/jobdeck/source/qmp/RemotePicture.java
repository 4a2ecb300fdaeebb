package org.jobdeck.source.qmp;

import java.util.ArrayList;
import java.util.List;
import org.jobdeck.job.common.Changes;
import org.jobdeck.job.common.JobEnding;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.source.JobDevice;

/**
 * All that is known of a server's jobs at one moment. Immutable.
 *
 * @param version counts up with every change
 * @param jobs those that are there, in the order of their keys
 * @param endings those that are gone, as far as they are remembered, oldest first
 * @param forgottenUpTo up to which version endings are forgotten
 */
record RemotePicture(long version, List<Entry> jobs, List<Ended> endings, long forgottenUpTo) {

    /** Nothing is known. */
    static final RemotePicture EMPTY = new RemotePicture(0, List.of(), List.of(), 0);

    /** A job with its disks, and the version in which one of them changed last. */
    record Entry(JobSnapshot job, List<JobDevice> devices, long version) {}

    /** An ending and the version in which it came. */
    record Ended(JobEnding ending, long version) {}

    RemotePicture {
        jobs = List.copyOf(jobs);
        endings = List.copyOf(endings);
    }

    /** The disks of the job of that key; empty if there is no such job. */
    List<JobDevice> devicesOf(JobKey key) {
        int low = 0;
        int high = jobs.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (jobs.get(middle).job.key().compareTo(key) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < jobs.size() && jobs.get(low).job.key().equals(key) ? jobs.get(low).devices : List.of();
    }

    Changes since(long asked) {
        if (asked >= version) {
            return Changes.none(version);
        }
        boolean resync = asked > 0 && asked < forgottenUpTo;
        long from = resync ? 0 : asked;
        List<JobSnapshot> upserted = new ArrayList<>();
        for (Entry entry : jobs) {
            if (entry.version > from) {
                upserted.add(entry.job);
            }
        }
        List<JobEnding> ended = new ArrayList<>();
        if (from > 0) {
            for (Ended one : endings) {
                if (one.version > from) {
                    ended.add(one.ending);
                }
            }
        }
        return new Changes(version, upserted, ended, resync, false);
    }
}
