package org.jobdeck.source.graph;

import java.util.List;

/**
 * What was read of a server's block layer.
 *
 * @param graph its nodes and who uses them
 * @param devices the disks of its machine
 */
public record GraphReading(NodeGraph graph, List<GraphDevice> devices) {

    /** Nothing is known. */
    public static final GraphReading EMPTY = new GraphReading(NodeGraph.EMPTY, List.of());

    /** Makes the list unmodifiable. */
    public GraphReading {
        devices = List.copyOf(devices);
    }
}
