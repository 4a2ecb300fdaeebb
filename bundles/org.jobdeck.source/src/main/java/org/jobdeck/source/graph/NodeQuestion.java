package org.jobdeck.source.graph;

import java.util.List;
import java.util.Optional;
import org.jobdeck.job.common.JobSnapshot;

/**
 * Whether a server may be asked for its nodes and devices ({@code query-named-block-nodes}, {@code query-block}). QEMU 7.2
 * crashes, and its machine with it, if that comes in the moment in which a stream job ends, and as long as one that has
 * concluded is kept: its filter has no child then. {@code x-debug-query-block-graph} does no harm.
 */
public final class NodeQuestion {

    private static final String STREAM = "stream";

    private NodeQuestion() {}

    /**
     * A job because of which the question is not asked. Nothing is asked to find that out.
     *
     * @param jobs all jobs that the server is known to have
     * @return a stream job, in whatever state, for it may end at any moment; or one of which no more is known than an event
     *     has told, for it may be one
     */
    public static Optional<JobSnapshot> obstacle(List<JobSnapshot> jobs) {
        return jobs.stream()
                .filter(job -> job.type().isEmpty() || job.type().equals(STREAM))
                .findFirst();
    }
}
