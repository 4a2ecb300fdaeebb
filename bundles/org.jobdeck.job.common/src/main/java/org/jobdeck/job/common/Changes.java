package org.jobdeck.job.common;

import java.util.List;

/**
 * What has happened to the jobs of a source since a version that the asker names.
 *
 * @param version the version to ask with next time
 * @param upserted jobs that are new or differ, as they are now, least recently changed first
 * @param ended jobs that are gone, each as it ended
 * @param resync whether the asker must forget all it knows before it takes {@code upserted}: its version is too old for
 *     removals to be told one by one
 * @param more whether there is more to fetch: ask again at once
 */
public record Changes(long version, List<JobSnapshot> upserted, List<JobEnding> ended, boolean resync, boolean more) {

    /** Makes the lists unmodifiable. */
    public Changes {
        upserted = List.copyOf(upserted);
        ended = List.copyOf(ended);
    }

    /** Nothing has happened since the version. */
    public static Changes none(long version) {
        return new Changes(version, List.of(), List.of(), false, false);
    }

    /** Whether there is nothing to do. */
    public boolean isEmpty() {
        return upserted.isEmpty() && ended.isEmpty() && !resync && !more;
    }
}
