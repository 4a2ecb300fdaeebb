package org.jobdeck.ui.model.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jobdeck.source.graph.GraphEdge;
import org.jobdeck.source.graph.GraphNode;
import org.jobdeck.source.graph.GraphUser;
import org.jobdeck.source.graph.NodeGraph;

/**
 * Finds a place for everything in a graph: devices and exports on top, below them what they read and write, down to the
 * files; what a node falls back to stands right of it; jobs stand at the bottom.
 *
 * <p>A column holds a node and, one below the other, the first child of each. Every other child opens a column of its own
 * to the right, so no two boxes can meet. The same graph always gives the same picture.
 */
public final class GraphLayout {

    private static final String BACKING = "backing";
    private static final String FILE = "file";

    /**
     * The measures of a picture.
     *
     * @param boxWidth of every box
     * @param lineHeight of a line of text
     * @param padding inside a box, above and below the text
     * @param gapX between columns
     * @param gapY between rows
     */
    public record Measures(int boxWidth, int lineHeight, int padding, int gapX, int gapY) {}

    private record Cell(int column, int row) {}

    private record Key(GraphPlan.Kind kind, String name) {}

    private final NodeGraph graph;
    private final Map<Key, Cell> cells = new LinkedHashMap<>();
    private final Map<String, GraphNode> nodes = new LinkedHashMap<>();
    private final Map<String, List<GraphEdge>> children = new HashMap<>();
    private int columns;

    private GraphLayout(NodeGraph graph) {
        this.graph = graph;
        graph.nodes().forEach(node -> nodes.putIfAbsent(node.name(), node));
        graph.edges()
                .forEach(edge -> children.computeIfAbsent(edge.parent(), n -> new ArrayList<>())
                        .add(edge));
        // files first, so that they stand below their node, and what it falls back to last
        children.values().forEach(own -> own.sort(Comparator.comparingInt(GraphLayout::rank)));
    }

    /**
     * The picture of a graph.
     *
     * @param lines how many lines of text the box of a node has
     */
    public static GraphPlan of(NodeGraph graph, Measures measures, ToIntFunction<GraphNode> lines) {
        GraphLayout layout = new GraphLayout(graph);
        layout.placeNodes();
        layout.placeOwners();
        layout.placeJobs();
        return layout.draw(measures, lines);
    }

    private static int rank(GraphEdge edge) {
        return switch (edge.role()) {
            case FILE -> 0;
            case BACKING -> 2;
            default -> 1;
        };
    }

    // cells

    private void placeNodes() {
        Set<String> used = new HashSet<>();
        graph.edges().forEach(edge -> used.add(edge.child()));
        graph.nodes().stream()
                .filter(node -> !used.contains(node.name()))
                .forEach(root -> place(root.name(), columns, 1));
        // nodes that use each other in a ring have no root; QEMU has none, but what is told is not ours
        graph.nodes().forEach(node -> place(node.name(), columns, 1));
    }

    private void place(String node, int column, int row) {
        if (!nodes.containsKey(node)
                || cells.putIfAbsent(new Key(GraphPlan.Kind.NODE, node), new Cell(column, row)) != null) {
            return;
        }
        columns = Math.max(columns, column + 1);
        boolean below = true;
        for (GraphEdge edge : children.getOrDefault(node, List.of())) {
            if (isPlaced(edge.child())) {
                continue;
            }
            if (edge.role().equals(BACKING)) {
                place(edge.child(), columns, row);
            } else if (below) {
                place(edge.child(), column, row + 1);
                below = false;
            } else {
                place(edge.child(), columns, row + 1);
            }
        }
    }

    private boolean isPlaced(String node) {
        return cells.containsKey(new Key(GraphPlan.Kind.NODE, node));
    }

    /** Devices and exports: above their node if that is free, otherwise in a column of their own. */
    private void placeOwners() {
        Set<Cell> taken = new HashSet<>(cells.values());
        for (GraphUser user : graph.users()) {
            Cell node = cells.get(new Key(GraphPlan.Kind.NODE, user.node()));
            if (user.kind() == GraphUser.Kind.JOB || node == null) {
                continue;
            }
            Cell above = new Cell(node.column(), node.row() - 1);
            Cell cell = taken.contains(above) ? new Cell(columns, Math.max(0, node.row() - 1)) : above;
            if (cells.putIfAbsent(new Key(kindOf(user), user.name()), cell) == null) {
                columns = Math.max(columns, cell.column() + 1);
                taken.add(cell);
            }
        }
    }

    /** Jobs: in the lowest row, each as near as may be below the nodes it uses. */
    private void placeJobs() {
        int row = cells.values().stream().mapToInt(Cell::row).max().orElse(0) + 1;
        Map<String, List<Integer>> uses = new LinkedHashMap<>();
        for (GraphUser user : graph.users()) {
            Cell node = cells.get(new Key(GraphPlan.Kind.NODE, user.node()));
            if (user.kind() == GraphUser.Kind.JOB && node != null) {
                uses.computeIfAbsent(user.name(), n -> new ArrayList<>()).add(node.column());
            }
        }
        List<String> leftToRight = uses.keySet().stream()
                .sorted(Comparator.comparingDouble(job -> middle(uses.get(job))))
                .toList();
        int free = 0;
        for (String job : leftToRight) {
            int column = Math.max(free, (int) Math.floor(middle(uses.get(job))));
            cells.put(new Key(GraphPlan.Kind.JOB, job), new Cell(column, row));
            free = column + 1;
            columns = Math.max(columns, free);
        }
    }

    private static double middle(List<Integer> columns) {
        return columns.stream().mapToInt(Integer::intValue).average().orElse(0);
    }

    private static GraphPlan.Kind kindOf(GraphUser user) {
        return switch (user.kind()) {
            case DEVICE -> GraphPlan.Kind.DEVICE;
            case JOB -> GraphPlan.Kind.JOB;
            case EXPORT -> GraphPlan.Kind.EXPORT;
        };
    }

    // lengths

    private GraphPlan draw(Measures measures, ToIntFunction<GraphNode> lines) {
        int first = cells.values().stream().mapToInt(Cell::row).min().orElse(0);
        int last = cells.values().stream().mapToInt(Cell::row).max().orElse(-1);
        int[] heights = new int[last - first + 2];
        cells.forEach((key, cell) ->
                heights[cell.row() - first] = Math.max(heights[cell.row() - first], heightOf(key, measures, lines)));
        int[] tops = new int[last - first + 2];
        int y = measures.gapX() / 2;
        for (int row = 0; row <= last - first; row++) {
            tops[row] = y;
            y += heights[row] + measures.gapY();
        }
        Map<Key, GraphPlan.Box> boxes = new LinkedHashMap<>();
        cells.forEach((key, cell) -> boxes.put(
                key,
                new GraphPlan.Box(
                        key.kind(),
                        key.name(),
                        measures.gapX() / 2 + cell.column() * (measures.boxWidth() + measures.gapX()),
                        tops[cell.row() - first],
                        measures.boxWidth(),
                        heightOf(key, measures, lines))));
        int width = columns * (measures.boxWidth() + measures.gapX());
        int height = cells.isEmpty() ? 0 : y - measures.gapY() + measures.gapX() / 2;
        return new GraphPlan(List.copyOf(boxes.values()), linesOf(boxes), width, height);
    }

    private int heightOf(Key key, Measures measures, ToIntFunction<GraphNode> lines) {
        int count = key.kind() == GraphPlan.Kind.NODE ? lines.applyAsInt(nodes.get(key.name())) : 2;
        return count * measures.lineHeight() + 2 * measures.padding();
    }

    private List<GraphPlan.Line> linesOf(Map<Key, GraphPlan.Box> boxes) {
        Set<GraphPlan.Line> lines = new LinkedHashSet<>();
        for (GraphEdge edge : graph.edges()) {
            GraphPlan.Box from = boxes.get(new Key(GraphPlan.Kind.NODE, edge.parent()));
            GraphPlan.Box to = boxes.get(new Key(GraphPlan.Kind.NODE, edge.child()));
            if (from != null && to != null) {
                lines.add(new GraphPlan.Line(from, to, edge.role()));
            }
        }
        for (GraphUser user : graph.users()) {
            GraphPlan.Box from = boxes.get(new Key(kindOf(user), user.name()));
            GraphPlan.Box to = boxes.get(new Key(GraphPlan.Kind.NODE, user.node()));
            if (from != null && to != null) {
                lines.add(new GraphPlan.Line(from, to, user.kind() == GraphUser.Kind.DEVICE ? "" : user.role()));
            }
        }
        return List.copyOf(lines);
    }
}
