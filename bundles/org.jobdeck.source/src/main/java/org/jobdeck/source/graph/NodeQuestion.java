package org.jobdeck.source.graph;

import java.util.stream.Stream;

/**
 * Whether a server may be asked for its nodes and devices ({@code query-named-block-nodes}, {@code query-block}). QEMU 7.2
 * crashes, and its machine with it, if that comes in the moment in which a stream job ends, and as long as one that has
 * concluded is kept: its filter has no child then. {@code x-debug-query-block-graph} does no harm.
 */
public final class NodeQuestion {

    private static final String STREAM = "stream";

    private NodeQuestion() {}

    /**
     * Whether nothing is in the way. A stream job is, in whatever state, for it may end at any moment; and one of which no
     * more is known than an event has told, for it may be one. Nothing is asked to find that out.
     *
     * @param jobTypes the types of all jobs that the server is known to have; empty where a type is not known
     */
    public static boolean mayBeAsked(Stream<String> jobTypes) {
        return jobTypes.noneMatch(type -> type.isEmpty() || type.equals(STREAM));
    }
}
