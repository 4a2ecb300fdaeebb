package org.jobdeck.job.common.internal;

import java.util.Arrays;

/**
 * Jobs in the order in which they changed last. Versions only rise, so that a job that changes moves to the end; its
 * old place stays empty until the log is packed.
 *
 * <p>Guarded by its owner. To add and to remove take constant time on the whole, a search is a binary one.
 */
final class VersionLog {

    private static final int LEAST_CAPACITY = 64;

    private long[] versions = new long[LEAST_CAPACITY];

    /** Null at a place that was left. The last one in use never is. */
    private JobCore[] jobs = new JobCore[LEAST_CAPACITY];

    private int end;
    private int living;

    /** Adds a job at a version above all that there have been. */
    void add(long version, JobCore job) {
        if (end == versions.length) {
            pack();
        }
        versions[end] = version;
        jobs[end] = job;
        end++;
        living++;
    }

    /** Takes away the job at that version; nothing happens if there is none. */
    void remove(long version) {
        // mostly the one that came last: a job goes through several states in a row
        boolean last = end > 0 && versions[end - 1] == version;
        int place = last ? end - 1 : Arrays.binarySearch(versions, 0, end, version);
        if (place < 0 || jobs[place] == null) {
            return;
        }
        jobs[place] = null;
        living--;
        while (end > 0 && jobs[end - 1] == null) {
            end--;
        }
    }

    private void pack() {
        int capacity = Math.max(LEAST_CAPACITY, 2 * living);
        long[] packedVersions = new long[capacity];
        JobCore[] packedJobs = new JobCore[capacity];
        int next = 0;
        for (int place = 0; place < end; place++) {
            if (jobs[place] != null) {
                packedVersions[next] = versions[place];
                packedJobs[next] = jobs[place];
                next++;
            }
        }
        versions = packedVersions;
        jobs = packedJobs;
        end = next;
    }

    /** The first place with a later version. Places are good until the next change. */
    int placeAfter(long version) {
        int place = Arrays.binarySearch(versions, 0, end, version);
        return place < 0 ? -place - 1 : place + 1;
    }

    /** The place behind the last one in use. */
    int end() {
        return end;
    }

    /** The job at a place, or null where it has moved on. */
    JobCore jobAt(int place) {
        return jobs[place];
    }

    /** The version at a place. */
    long versionAt(int place) {
        return versions[place];
    }

    /** How many places are kept, for those in use and those to come. */
    int capacity() {
        return versions.length;
    }
}
