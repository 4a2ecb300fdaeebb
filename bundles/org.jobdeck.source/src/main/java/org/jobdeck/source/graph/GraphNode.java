package org.jobdeck.source.graph;

import java.util.List;

/**
 * A block node (QMP: an entry of {@code query-named-block-nodes}).
 *
 * @param name its node name
 * @param driver as in "qcow2"
 * @param file what it was opened from, as QEMU names it; empty if it has no name
 * @param readOnly whether it can only be read
 * @param virtualSize its length as its users see it, in bytes; -1 if unknown
 * @param allocated the room that its file takes, in bytes; -1 if unknown
 * @param bitmaps its dirty bitmaps
 */
public record GraphNode(
        String name,
        String driver,
        String file,
        boolean readOnly,
        long virtualSize,
        long allocated,
        List<GraphBitmap> bitmaps) {

    /** Makes the list unmodifiable. */
    public GraphNode {
        bitmaps = List.copyOf(bitmaps);
    }
}
