package org.jobdeck.ui.model.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jobdeck.source.graph.GraphBitmap;
import org.jobdeck.source.graph.GraphEdge;
import org.jobdeck.source.graph.GraphNode;
import org.jobdeck.source.graph.GraphUser;
import org.jobdeck.source.graph.NodeGraph;
import org.junit.jupiter.api.Test;

final class GraphLayoutTest {

    private static final GraphLayout.Measures MEASURES = new GraphLayout.Measures(150, 16, 6, 40, 30);

    private static GraphNode node(String name, GraphBitmap... bitmaps) {
        return new GraphNode(name, "qcow2", "/images/" + name, false, 1 << 20, -1, List.of(bitmaps));
    }

    private static GraphEdge edge(String parent, String child, String role) {
        return new GraphEdge(parent, child, role);
    }

    private static GraphPlan plan(NodeGraph graph) {
        return GraphLayout.of(graph, MEASURES, node -> 3 + node.bitmaps().size());
    }

    private static GraphPlan.Box box(GraphPlan plan, GraphPlan.Kind kind, String name) {
        return plan.boxes().stream()
                .filter(box -> box.kind() == kind && box.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static GraphPlan.Box box(GraphPlan plan, String node) {
        return box(plan, GraphPlan.Kind.NODE, node);
    }

    /** A disk with a filter, a format and a file over a backing file, and a mirror to a copy. */
    private static NodeGraph disk() {
        return new NodeGraph(
                List.of(node("throttle"), node("top"), node("topfile"), node("base"), node("basefile"), node("copy")),
                List.of(
                        edge("throttle", "top", "file"),
                        edge("top", "base", "backing"),
                        edge("top", "topfile", "file"),
                        edge("base", "basefile", "file")),
                List.of(
                        new GraphUser(GraphUser.Kind.DEVICE, "disk0", "throttle", "root"),
                        new GraphUser(GraphUser.Kind.JOB, "move", "top", "main node"),
                        new GraphUser(GraphUser.Kind.JOB, "move", "copy", "target")));
    }

    @Test
    void devicesStandOnTopThenFilterFormatAndFile() {
        GraphPlan plan = plan(disk());
        List<GraphPlan.Box> down = List.of(
                box(plan, GraphPlan.Kind.DEVICE, "disk0"),
                box(plan, "throttle"),
                box(plan, "top"),
                box(plan, "topfile"));
        for (int i = 1; i < down.size(); i++) {
            assertEquals(down.getFirst().x(), down.get(i).x(), "one column");
            assertTrue(down.get(i).y() > down.get(i - 1).y() + down.get(i - 1).height(), "one below the other");
        }
    }

    @Test
    void backingStandsToTheRightInTheSameRow() {
        GraphPlan plan = plan(disk());
        assertEquals(box(plan, "top").y(), box(plan, "base").y());
        assertTrue(box(plan, "base").x() > box(plan, "top").x() + MEASURES.boxWidth());
        assertEquals(box(plan, "base").x(), box(plan, "basefile").x());
    }

    @Test
    void jobsStandAtTheBottomWithALineToEachNodeTheyHold() {
        GraphPlan plan = plan(disk());
        GraphPlan.Box job = box(plan, GraphPlan.Kind.JOB, "move");
        assertTrue(plan.boxes().stream().allMatch(box -> box == job || box.y() + box.height() < job.y()));
        assertEquals(
                List.of("top:main node", "copy:target"),
                plan.lines().stream()
                        .filter(line -> line.from().equals(job))
                        .map(line -> line.to().name() + ":" + line.role())
                        .toList());
        assertEquals(4 + 1 + 2, plan.lines().size());
    }

    @Test
    void theSameGraphGivesTheSamePicture() {
        assertEquals(plan(disk()), plan(disk()));
    }

    @Test
    void anEmptyGraphHasNoSize() {
        assertEquals(new GraphPlan(List.of(), List.of(), 0, 0), plan(NodeGraph.EMPTY));
    }

    /** Whatever is told, nothing overlaps, nothing is outside and nothing is missing. */
    @Test
    void noTwoBoxesMeetInRandomGraphs() {
        for (int seed = 0; seed < 300; seed++) {
            NodeGraph graph = random(new Random(seed));
            GraphPlan plan = plan(graph);
            List<GraphPlan.Box> boxes = plan.boxes();
            assertEquals(
                    graph.nodes().size(),
                    boxes.stream().filter(b -> b.kind() == GraphPlan.Kind.NODE).count(),
                    "seed " + seed);
            for (int i = 0; i < boxes.size(); i++) {
                GraphPlan.Box a = boxes.get(i);
                assertTrue(
                        a.x() >= 0
                                && a.y() >= 0
                                && a.x() + a.width() <= plan.width()
                                && a.y() + a.height() <= plan.height(),
                        "seed " + seed + ": " + a + " is outside");
                for (int j = 0; j < i; j++) {
                    assertFalse(meet(a, boxes.get(j)), "seed " + seed + ": " + a + " and " + boxes.get(j));
                }
            }
        }
    }

    private static boolean meet(GraphPlan.Box a, GraphPlan.Box b) {
        return a.x() < b.x() + b.width()
                && b.x() < a.x() + a.width()
                && a.y() < b.y() + b.height()
                && b.y() < a.y() + a.height();
    }

    /** Mostly trees, now and then shared nodes, rings, and users of what is not there. */
    private static NodeGraph random(Random random) {
        int count = random.nextInt(12);
        List<GraphNode> nodes = new ArrayList<>();
        List<GraphEdge> edges = new ArrayList<>();
        List<GraphUser> users = new ArrayList<>();
        String[] roles = {"file", "backing", "children.1", "data-file"};
        for (int i = 0; i < count; i++) {
            GraphBitmap[] bitmaps = new GraphBitmap[random.nextInt(3)];
            Arrays.fill(bitmaps, new GraphBitmap("b", 0, 65536, true, false, true, false));
            nodes.add(node("n" + i, bitmaps));
            for (int j = 0; j < random.nextInt(3); j++) {
                edges.add(edge("n" + random.nextInt(count + 1), "n" + i, roles[random.nextInt(roles.length)]));
            }
            if (random.nextBoolean()) {
                GraphUser.Kind kind = GraphUser.Kind.values()[random.nextInt(3)];
                users.add(new GraphUser(kind, "u" + random.nextInt(4), "n" + random.nextInt(count + 1), "role"));
            }
        }
        return new NodeGraph(nodes, edges, users);
    }

    @Test
    void aroundAJobIsWhatHangsTogetherWithItsNodes() {
        NodeGraph part = GraphScope.around(
                new NodeGraph(
                        List.of(node("a"), node("b"), node("c"), node("d")),
                        List.of(edge("a", "b", "file"), edge("c", "d", "file")),
                        List.of(
                                new GraphUser(GraphUser.Kind.JOB, "one", "b", ""),
                                new GraphUser(GraphUser.Kind.JOB, "two", "c", ""))),
                "one");
        assertEquals(
                List.of("a", "b"), part.nodes().stream().map(GraphNode::name).toList());
        assertEquals(1, part.edges().size());
        assertEquals(List.of("one"), part.users().stream().map(GraphUser::name).toList());
    }

    @Test
    void aBrokenBitmapComesWithItsRepair() {
        GraphBitmap broken = new GraphBitmap("daily", 0, 65536, false, false, true, true);
        GraphBitmap good = new GraphBitmap("weekly", 1 << 20, 65536, true, true, false, false);
        GraphNode node = node("disk", broken, good);
        assertEquals("bitmap daily: INCONSISTENT", GraphText.bitmap(broken));
        assertTrue(GraphText.hint(node, broken).contains("block-dirty-bitmap-remove, node disk"));
        assertEquals("bitmap weekly: 1.00 MiB, in use, not kept in the image", GraphText.bitmap(good));
        assertEquals("", GraphText.hint(node, good));
    }
}
