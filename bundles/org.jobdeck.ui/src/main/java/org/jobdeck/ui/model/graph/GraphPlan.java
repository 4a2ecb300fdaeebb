package org.jobdeck.ui.model.graph;

import java.util.List;
import java.util.Optional;

/**
 * What stands where in the picture of a graph. All lengths in the same unit as the measures it was made with.
 *
 * @param boxes no two overlap
 * @param lines between them
 * @param width of the whole picture
 * @param height of the whole picture
 */
public record GraphPlan(List<Box> boxes, List<Line> lines, int width, int height) {

    /** What a box stands for. */
    public enum Kind {
        /** A block node. */
        NODE,
        /** A disk of the machine. */
        DEVICE,
        /** An export. */
        EXPORT,
        /** A job. */
        JOB
    }

    /**
     * A box.
     *
     * @param kind what it stands for
     * @param name of the node, device, export or job; unique among those of its kind
     */
    public record Box(Kind kind, String name, int x, int y, int width, int height) {

        /** Whether a point is inside. */
        public boolean contains(int px, int py) {
            return px >= x && px < x + width && py >= y && py < y + height;
        }
    }

    /**
     * A line from one box to another.
     *
     * @param from the box that uses
     * @param to the box that is used
     * @param role what as
     */
    public record Line(Box from, Box to, String role) {}

    /** Makes the lists unmodifiable. */
    public GraphPlan {
        boxes = List.copyOf(boxes);
        lines = List.copyOf(lines);
    }

    /** The box at a point. */
    public Optional<Box> at(int x, int y) {
        return boxes.stream().filter(box -> box.contains(x, y)).findFirst();
    }
}
