package org.jobdeck.source.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jobdeck.job.common.JobResource;
import org.jobdeck.source.JobDevice;

/**
 * Where in a block graph its jobs work: on which nodes, and on which disks of the machine.
 *
 * <p>A job that puts a filter of its own above a node is shown to work on the node. Immutable, any thread.
 */
public final class JobPlaces {

    /** The nodes that QEMU's jobs put above the node they work on. */
    private static final Set<String> JOB_FILTERS =
            Set.of("backup-top", "copy-before-write", "mirror_top", "commit_top", "copy-on-read");

    private static final Set<String> BELOW_A_FILTER = Set.of("file", "backing");
    private static final String COPY = "target";

    private final Map<String, GraphNode> nodes;
    private final Map<String, List<GraphEdge>> below;
    private final Map<String, List<GraphUser>> jobs;
    private final Map<String, Set<GraphDevice>> devicesAbove = new HashMap<>();

    /** The places of one reading. */
    public JobPlaces(GraphReading reading) {
        NodeGraph graph = reading.graph();
        nodes = graph.nodes().stream()
                .collect(Collectors.toUnmodifiableMap(GraphNode::name, node -> node, (first, _) -> first));
        below = graph.edges().stream().collect(Collectors.groupingBy(GraphEdge::parent));
        jobs = graph.users().stream()
                .filter(user -> user.kind() == GraphUser.Kind.JOB)
                .collect(Collectors.groupingBy(GraphUser::name));
        reading.devices().forEach(this::markBelow);
    }

    /** What copies get is not of the disk, though the filter of the job that copies is above it. */
    private void markBelow(GraphDevice device) {
        Deque<String> open = new ArrayDeque<>(List.of(device.node()));
        while (!open.isEmpty()) {
            String node = open.remove();
            if (devicesAbove
                    .computeIfAbsent(node, _ -> new TreeSet<>(JobPlaces::inOrder))
                    .add(device)) {
                for (GraphEdge edge : below.getOrDefault(node, List.of())) {
                    if (!edge.role().equals(COPY)) {
                        open.add(edge.child());
                    }
                }
            }
        }
    }

    private static int inOrder(GraphDevice one, GraphDevice other) {
        int names = one.name().compareTo(other.name());
        return names != 0 ? names : one.path().compareTo(other.path());
    }

    /** The nodes that the job of that id works on, its main node first and each once; empty if it holds none now. */
    public List<JobResource> resourcesOf(String job) {
        Map<String, JobResource> found = new LinkedHashMap<>();
        List<GraphUser> uses = new ArrayList<>(jobs.getOrDefault(job, List.of()));
        uses.sort((one, other) -> Boolean.compare(!isMain(one), !isMain(other)));
        for (GraphUser use : uses) {
            String name = shownFor(use.node());
            GraphNode node = nodes.get(name);
            found.putIfAbsent(name, new JobResource(use.role(), name, node == null ? "" : node.file()));
        }
        return List.copyOf(found.values());
    }

    private static boolean isMain(GraphUser use) {
        return use.role().equals("main node");
    }

    private String shownFor(String node) {
        GraphNode known = nodes.get(node);
        if (known != null && JOB_FILTERS.contains(known.driver())) {
            for (GraphEdge edge : below.getOrDefault(node, List.of())) {
                if (BELOW_A_FILTER.contains(edge.role())) {
                    return edge.child();
                }
            }
        }
        return node;
    }

    /** The disks to which those nodes belong. */
    public List<JobDevice> devicesOf(List<JobResource> resources) {
        Map<GraphDevice, List<String>> found = new TreeMap<>(JobPlaces::inOrder);
        for (JobResource resource : resources) {
            for (GraphDevice device : devicesAbove.getOrDefault(resource.name(), Set.of())) {
                found.computeIfAbsent(device, _ -> new ArrayList<>()).add(resource.name());
            }
        }
        return found.entrySet().stream()
                .map(entry ->
                        new JobDevice(entry.getKey().name(), entry.getKey().path(), entry.getValue()))
                .toList();
    }
}
