package org.jobdeck.job.common;

/**
 * Names one job of one source for as long as the source lives; unlike an id it is never used again.
 *
 * @param serial counts up from 1 in the order of creation
 */
public record JobKey(long serial) implements Comparable<JobKey> {

    @Override
    public int compareTo(JobKey other) {
        return Long.compare(serial, other.serial);
    }
}
