package org.jobdeck.source.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jobdeck.job.common.JobResource;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonParseException;
import org.jobdeck.json.JsonValue;
import org.jobdeck.qmp.QmpException;
import org.jobdeck.source.JobDevice;
import org.jobdeck.source.ServerSkills;
import org.junit.jupiter.api.Test;

/** What is made of the answers of servers, with few commands or with many. */
class GraphReaderTest {

    /** A mirror of drive0, and a backup of a disk whose backend has no name; as QEMU 7.2 tells it, shortened. */
    private static final String NODES = """
            [{'node-name': 'cbw', 'drv': 'copy-before-write', 'file': 'n1.raw', 'ro': false},
             {'node-name': 't2', 'drv': 'null-co', 'file': 'null-co://', 'ro': false},
             {'node-name': 'top-filter', 'drv': 'mirror_top', 'file': 'top.qcow2', 'ro': false},
             {'node-name': 't', 'drv': 'qcow2', 'file': 'target.qcow2', 'ro': false},
             {'node-name': 'base', 'drv': 'qcow2', 'file': 'base.qcow2', 'ro': true},
             {'node-name': 'top', 'drv': 'qcow2', 'file': 'top.qcow2', 'ro': false, 'backing_file': 'base.qcow2',
              'image': {'virtual-size': 67108864, 'actual-size': 200704, 'backing-filename-format': 'qcow2'},
              'dirty-bitmaps': [{'name': 'bm', 'count': 65536, 'granularity': 4096, 'recording': true,
                                 'busy': false, 'persistent': true}]},
             {'node-name': 'n1', 'drv': 'file', 'file': 'n1.raw', 'ro': false}]""";

    private static final String EDGES = """
            {'nodes': [{'id': 1, 'type': 'block-backend', 'name': 'drive0'},
                       {'id': 2, 'type': 'block-driver', 'name': 'top-filter'},
                       {'id': 3, 'type': 'block-driver', 'name': 'top'},
                       {'id': 4, 'type': 'block-driver', 'name': 'base'},
                       {'id': 5, 'type': 'block-driver', 'name': 't'},
                       {'id': 6, 'type': 'block-job', 'name': 'j'},
                       {'id': 7, 'type': 'block-backend', 'name': '/machine/peripheral/disk1/virtio-backend'},
                       {'id': 8, 'type': 'block-driver', 'name': 'cbw'},
                       {'id': 9, 'type': 'block-driver', 'name': 'n1'},
                       {'id': 10, 'type': 'block-driver', 'name': 't2'},
                       {'id': 11, 'type': 'block-job', 'name': 'b'},
                       {'id': 12, 'type': 'block-driver', 'name': 'gone'}],
             'edges': [{'parent': 1, 'child': 2, 'name': 'root'}, {'parent': 2, 'child': 3, 'name': 'backing'},
                       {'parent': 3, 'child': 4, 'name': 'backing'}, {'parent': 6, 'child': 5, 'name': 'target'},
                       {'parent': 6, 'child': 3, 'name': 'source'}, {'parent': 6, 'child': 2, 'name': 'main node'},
                       {'parent': 7, 'child': 8, 'name': 'root'}, {'parent': 8, 'child': 9, 'name': 'file'},
                       {'parent': 8, 'child': 10, 'name': 'target'}, {'parent': 11, 'child': 8, 'name': 'main node'},
                       {'parent': 11, 'child': 10, 'name': 'target'}, {'parent': 3, 'child': 12, 'name': 'file'},
                       {'parent': 3, 'child': 99, 'name': 'file'}]}""";

    private static final String DEVICES = """
            [{'device': 'drive0', 'qdev': '/machine/peripheral/disk0/virtio-backend',
              'inserted': {'node-name': 'top-filter'}},
             {'device': '', 'qdev': '/machine/peripheral/disk1/virtio-backend', 'inserted': {'node-name': 'cbw'}},
             {'device': 'cd0', 'qdev': 'cd'}]""";

    private static final String EXPORTS = "[{'id': 'e', 'type': 'nbd', 'node-name': 'base', 'shutting-down': false}]";

    private final Map<String, Set<String>> commands = new LinkedHashMap<>();
    private final Map<String, CompletableFuture<JsonValue>> answers = new LinkedHashMap<>();
    private final List<String> asked = new ArrayList<>();

    private void has(String command, String answer, String... arguments) throws JsonParseException {
        commands.put(command, Set.of(arguments));
        answers.put(command, CompletableFuture.completedFuture(JsonDocument.parse(answer)));
    }

    private void hasAll() throws JsonParseException {
        has("query-named-block-nodes", NODES, "flat");
        has("x-debug-query-block-graph", EDGES);
        has("query-block", DEVICES);
        has("query-block-exports", EXPORTS);
    }

    private void fails(String command, Exception failure) {
        answers.put(command, CompletableFuture.failedFuture(failure));
    }

    private GraphReading read() throws Exception {
        return new GraphReader(new ServerSkills(commands, Set.of()), this::answer)
                .read()
                .toCompletableFuture()
                .get();
    }

    private CompletableFuture<JsonValue> answer(String command, JsonObject arguments) {
        asked.add(command + arguments.toJson());
        return answers.get(command);
    }

    @Test
    void readsNodesEdgesAndUsers() throws Exception {
        hasAll();
        NodeGraph graph = read().graph();
        assertEquals(7, graph.nodes().size());
        GraphNode top = graph.node("top").orElseThrow();
        assertEquals(
                new GraphNode(
                        "top",
                        "qcow2",
                        "top.qcow2",
                        false,
                        67108864,
                        200704,
                        List.of(new GraphBitmap("bm", 65536, 4096, true, false, true, false))),
                top);
        assertEquals(-1, graph.node("base").orElseThrow().virtualSize());
        assertTrue(graph.node("base").orElseThrow().readOnly());
        assertEquals(
                List.of(
                        new GraphEdge("top-filter", "top", "backing"),
                        new GraphEdge("top", "base", "backing"),
                        new GraphEdge("cbw", "n1", "file"),
                        new GraphEdge("cbw", "t2", "target")),
                graph.edges(),
                "edges to nodes that are not in the list are left out");
        assertEquals(
                List.of(
                        new GraphUser(GraphUser.Kind.JOB, "j", "top-filter", "main node"),
                        new GraphUser(GraphUser.Kind.DEVICE, "drive0", "top-filter", "root")),
                graph.usersOf("top-filter"));
        assertEquals(List.of(new GraphUser(GraphUser.Kind.EXPORT, "e", "base", "nbd")), graph.usersOf("base"));
        assertEquals("disk1", graph.usersOf("cbw").getLast().name());
    }

    @Test
    void jobsWorkOnTheNodesBelowTheirFiltersAndOnDisks() throws Exception {
        hasAll();
        JobPlaces places = new JobPlaces(read());
        List<JobResource> mirror = places.resourcesOf("j");
        assertEquals(
                List.of(
                        new JobResource("main node", "top", "top.qcow2"),
                        new JobResource("target", "t", "target.qcow2")),
                mirror);
        assertEquals(
                List.of(new JobDevice("drive0", "/machine/peripheral/disk0/virtio-backend", List.of("top"))),
                places.devicesOf(mirror));
        List<JobResource> backup = places.resourcesOf("b");
        assertEquals(
                List.of(new JobResource("main node", "n1", "n1.raw"), new JobResource("target", "t2", "null-co://")),
                backup);
        assertEquals(
                List.of(new JobDevice("disk1", "/machine/peripheral/disk1/virtio-backend", List.of("n1"))),
                places.devicesOf(backup),
                "the filter is above its target, too, and yet that is no part of the disk");
        assertEquals(List.of(), places.resourcesOf("nobody"));
        assertEquals(List.of(), places.devicesOf(List.of()));
    }

    @Test
    void asksOnlyForWhatTheServerHas() throws Exception {
        assertEquals(GraphReading.EMPTY, read());
        assertEquals(List.of(), asked);
        has("query-named-block-nodes", NODES);
        assertEquals(7, read().graph().nodes().size());
        assertEquals(List.of("query-named-block-nodes{}"), asked);
        asked.clear();
        hasAll();
        read();
        assertEquals(
                List.of(
                        "query-named-block-nodes{\"flat\": true}",
                        "x-debug-query-block-graph{}",
                        "query-block{}",
                        "query-block-exports{}"),
                asked);
    }

    /** A server that was told to refuse what is unstable. */
    @Test
    void whatIsRefusedIsAsIfItWereNotThere() throws Exception {
        hasAll();
        fails("x-debug-query-block-graph", QmpException.generic("Unstable command x is disabled by policy"));
        NodeGraph graph = read().graph();
        assertEquals(List.of(new GraphEdge("top", "base", "backing")), graph.edges());
        assertEquals(
                List.of(GraphUser.Kind.DEVICE, GraphUser.Kind.DEVICE, GraphUser.Kind.EXPORT),
                graph.users().stream().map(GraphUser::kind).toList());
    }

    @Test
    void aServerThatDoesNotAnswerIsToldAsSuch() throws Exception {
        hasAll();
        IOException lost = new IOException("lost");
        fails("query-block", lost);
        assertEquals(lost, assertThrows(ExecutionException.class, this::read).getCause());
    }

    @Test
    void edgesAreTakenFromTheNodesIfTheyTellThem() throws Exception {
        has("query-named-block-nodes", """
                [{'node-name': 'a', 'drv': 'qcow2', 'children': [{'child': 'file', 'node-name': 'b'},
                                                                 {'child': 'backing', 'node-name': 'gone'}]},
                 {'node-name': 'b', 'drv': 'file', 'children': []}]""");
        assertEquals(List.of(new GraphEdge("a", "b", "file")), read().graph().edges());
    }

    /** A file may be open twice. */
    @Test
    void aBackingNodeIsNotGuessedAt() throws Exception {
        String twice = NODES.substring(0, NODES.length() - 1)
                + ", {'node-name': 'base2', 'drv': 'qcow2', 'file': 'base.qcow2'}]";
        has("query-named-block-nodes", twice);
        assertEquals(List.of(), read().graph().edges());
    }

    @Test
    void nonsenseIsNothing() throws Exception {
        hasAll();
        has("query-named-block-nodes", "{}");
        has("x-debug-query-block-graph", "{'nodes': 3, 'edges': [1]}");
        has("query-block", "[{'inserted': {'node-name': 5}}, null]");
        has("query-block-exports", "'x'");
        assertEquals(GraphReading.EMPTY, read());
    }

    @Test
    void aDiskHasTheNameThatItsOwnerGave() {
        assertEquals(
                "drive0",
                GraphDevice.of("drive0", "/machine/peripheral/d/x", "n").name());
        assertEquals("d", GraphDevice.of("", "/machine/peripheral/d", "n").name());
        assertEquals(
                "device[0]",
                GraphDevice.of("", "/machine/peripheral-anon/device[0]/virtio-backend", "n")
                        .name());
        assertEquals(
                "device[23]",
                GraphDevice.of("", "/machine/unattached/device[23]", "n").name());
        assertEquals("disk0", GraphDevice.of("", "disk0", "n").name());
    }
}
