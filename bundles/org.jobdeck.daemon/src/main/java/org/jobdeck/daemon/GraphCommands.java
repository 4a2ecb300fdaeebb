package org.jobdeck.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jobdeck.block.BlockGraph;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.NamedBackend;
import org.jobdeck.block.NodeEdge;
import org.jobdeck.block.NodeInfos;
import org.jobdeck.block.jobs.BlockJob;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobLock.Held;
import org.jobdeck.job.monitor.JobMonitor;
import org.jobdeck.json.JsonArguments;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;

/** What a client can ask about those who use nodes: other nodes, jobs, devices, exports. Main loop. */
final class GraphCommands {

    private final BlockGraph graph;
    private final JobMonitor monitor;

    GraphCommands(BlockGraph graph, JobMonitor monitor) {
        this.graph = graph;
        this.monitor = monitor;
    }

    Map<String, CommandHandler> handlers() {
        return Map.of(
                "query-block", this::devices,
                "x-debug-query-block-graph", this::whole,
                // no command makes an export, so there is none
                "query-block-exports", arguments -> JsonArray.of());
    }

    /** The backends that have a name; a storage daemon has none, an engine that something else started may (QEMU: BlockInfo). */
    private JsonValue devices(JsonArguments arguments) {
        JsonArray.Builder devices = JsonArray.builder();
        for (NamedBackend backend : graph.backends()) {
            backend.name()
                    .ifPresent(name -> devices.add(JsonObject.builder()
                            .put("device", name)
                            .put("type", "unknown")
                            .put("removable", true)
                            .put("locked", false)
                            .putIfPresent(
                                    "inserted",
                                    backend.node()
                                            .map(node ->
                                                    NodeInfos.of(node, false).toJson()))
                            .build()));
        }
        return devices.build();
    }

    /** QEMU: bdrv_get_xdbg_block_graph. */
    private JsonValue whole(JsonArguments arguments) {
        DebugGraphForm form = new DebugGraphForm();
        for (NamedBackend backend : graph.backends()) {
            form.add(backend, "block-backend", backend.name().orElse(""));
            backend.root().ifPresent(root -> form.add(backend, root));
        }
        List<BlockNode> oldestFirst = NodeInfos.newestFirst(graph).reversed();
        List<BlockJob> users = usersOf(oldestFirst);
        for (Job job : blockJobs()) {
            form.add(job.key(), "block-job", job.id());
            users.stream()
                    .filter(user -> user.job().key().equals(job.key()))
                    .flatMap(user -> user.edges().stream())
                    .forEach(edge -> form.add(job.key(), edge));
        }
        for (BlockNode node : oldestFirst) {
            form.add(node, "block-driver", node.name());
            node.children().forEach(edge -> form.add(node, edge));
        }
        return form.toJson();
    }

    private List<Job> blockJobs() {
        List<Job> jobs;
        try (Held held = monitor.lock().acquire()) {
            jobs = monitor.list(held);
        }
        return jobs.stream().filter(JobForms::isBlockJob).toList();
    }

    /** One that has given its nodes up is not among them. */
    private static List<BlockJob> usersOf(List<BlockNode> nodes) {
        List<BlockJob> users = new ArrayList<>();
        for (BlockNode node : nodes) {
            for (NodeEdge above : node.parents()) {
                if (above.parent() instanceof BlockJob user && !users.contains(user)) {
                    users.add(user);
                }
            }
        }
        return users;
    }
}
