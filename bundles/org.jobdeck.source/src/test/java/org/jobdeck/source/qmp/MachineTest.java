package org.jobdeck.source.qmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jobdeck.job.common.JobEnding;
import org.jobdeck.job.common.JobOutcome;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.job.common.JobVerb;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonObject;
import org.jobdeck.loop.Clock;
import org.jobdeck.qmp.SelectorThread;
import org.jobdeck.qmp.client.QmpAddress;
import org.jobdeck.source.JobDevice;
import org.jobdeck.source.MachineStatus;
import org.jobdeck.source.SourceState;
import org.jobdeck.source.VerbOutcome;
import org.jobdeck.source.VerbRequest;
import org.jobdeck.source.graph.GraphUser;
import org.jobdeck.source.graph.NodeGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A source attached to a real QEMU with disks, and to a real storage daemon: the machine, its nodes, and on which disks
 * its jobs work. Needs the packages qemu-system-x86 and qemu-system-common.
 */
@Timeout(120)
class MachineTest {

    @TempDir
    Path directory;

    private final BlockingQueue<Boolean> signals = new LinkedBlockingQueue<>();
    private SelectorThread thread;
    private RealMachine machine;
    private QmpSource source;

    @BeforeEach
    void start() throws Exception {
        machine = new RealMachine(directory);
        thread = SelectorThread.start("clients", Clock.system());
    }

    @AfterEach
    void stop() throws Exception {
        thread.close();
        machine.close();
    }

    private void attach(Path socket) throws Exception {
        source = QmpSource.attach(thread, Clock.system(), new QmpAddress.Unix(socket));
        source.addChangeListener(() -> signals.add(true));
        await(() -> source.status().state() == SourceState.LIVE);
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            assertNotNull(
                    signals.poll(20, TimeUnit.SECONDS),
                    () -> source.status() + " " + source.machine() + " " + source.changesSince(0));
        }
    }

    private void execute(String command, String arguments) throws Exception {
        source.execute(command, JsonDocument.parseObject(arguments))
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    private NodeGraph graph() throws Exception {
        return source.graph().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private Optional<JobSnapshot> find(String id) {
        return source.changesSince(0).upserted().stream()
                .filter(job -> job.id().equals(id))
                .findFirst();
    }

    private JobSnapshot job(String id) {
        return find(id).orElseThrow();
    }

    private boolean isPlaced(String id) {
        return find(id).filter(job -> !job.resources().isEmpty()).isPresent();
    }

    private List<String> nodesOf(String id) {
        return job(id).resources().stream()
                .map(node -> node.role() + "=" + node.name())
                .toList();
    }

    @Test
    void tellsHowTheMachineIs() throws Exception {
        machine.start();
        attach(machine.socket());
        await(() -> source.machine().equals(new MachineStatus("vm1", "prelaunch", false)));
        execute("cont", "{}");
        await(() -> source.machine().equals(new MachineStatus("vm1", "running", true)));
        execute("stop", "{}");
        await(() -> source.machine().equals(new MachineStatus("vm1", "paused", false)));
        assertFalse(source.machine().isAlarm());
    }

    @Test
    void tellsOnWhichNodesAndDisksJobsWork() throws Exception {
        machine.start();
        attach(machine.socket());
        for (String node : List.of("t0", "t1")) {
            execute("blockdev-add", "{'driver': 'null-co', 'node-name': '" + node + "', 'size': 67108864}");
        }
        execute("blockdev-mirror", "{'job-id': 'm', 'device': 'drive0', 'target': 't0', 'sync': 'full'}");
        execute(
                "blockdev-backup",
                "{'job-id': 'b', 'device': 'n1', 'target': 't1', 'sync': 'full', 'speed': 65536,"
                        + " 'auto-dismiss': false}");
        await(() -> isPlaced("m") && isPlaced("b"));
        assertEquals(List.of("main node=n1", "target=t1"), nodesOf("b"));
        assertEquals("target=t0", nodesOf("m").getLast());
        assertEquals(2, nodesOf("m").size(), "the source and its filter are one");
        assertEquals(
                List.of(new JobDevice("disk1", "/machine/peripheral/disk1/virtio-backend", List.of("n1"))),
                source.devicesOf(job("b").key()));
        JobDevice drive = source.devicesOf(job("m").key()).getFirst();
        assertEquals("drive0", drive.name());
        assertEquals(List.of(job("m").resources().getFirst().name()), drive.nodes());

        NodeGraph graph = graph();
        assertEquals(
                Set.of("JOB m", "JOB b", "DEVICE drive0", "DEVICE disk1"),
                graph.users().stream()
                        .map(user -> user.kind() + " " + user.name())
                        .collect(Collectors.toUnmodifiableSet()));
        assertEquals(67108864, graph.node("n1").orElseThrow().virtualSize());
        assertTrue(graph.edges().stream()
                .anyMatch(edge -> edge.child().equals("n1") && edge.role().equals("file")));

        await(() -> job("m").status() == JobStatus.READY);
        assertEquals(VerbOutcome.DONE, apply("m", new VerbRequest.Plain(JobVerb.COMPLETE)));
        assertEquals(VerbOutcome.DONE, apply("b", new VerbRequest.Cancel(true)));
        await(() -> find("m").isEmpty() && job("b").status() == JobStatus.CONCLUDED);
        assertEquals(
                List.of("main node=n1", "target=t1"), nodesOf("b"), "it has given them up, and has worked on them");
        assertEquals("drive0", graph().usersOf("t0").getFirst().name(), "the disk is on the copy now");
    }

    /** What another client does at its own monitor is seen here. */
    @Test
    void followsWhatASecondClientDoes() throws Exception {
        machine.start();
        attach(machine.socket());
        QmpSource here = source;
        attach(machine.secondSocket());
        execute("blockdev-add", "{'driver': 'null-co', 'node-name': 't', 'size': 67108864}");
        execute("blockdev-backup", "{'job-id': 'b', 'device': 'n1', 'target': 't', 'sync': 'full', 'speed': 65536}");
        QmpSource there = source;
        source = here;
        here.addChangeListener(() -> signals.add(true));
        await(() -> find("b").filter(job -> job.status() == JobStatus.RUNNING).isPresent());
        long version = here.changesSince(0).version();
        there.execute("job-pause", JsonObject.of("id", "b"));
        await(() -> find("b").filter(JobSnapshot::userPaused).isPresent());
        there.execute("job-cancel", JsonObject.of("id", "b"));
        await(() -> find("b").isEmpty());
        assertEquals(
                List.of(JobOutcome.CANCELLED),
                here.changesSince(version).ended().stream()
                        .map(JobEnding::outcome)
                        .toList());
    }

    /** The jobs were there before this program was. */
    @Test
    void jobsThatAreFoundHavePlacesToo() throws Exception {
        machine.start();
        attach(machine.socket());
        execute("blockdev-add", "{'driver': 'null-co', 'node-name': 't', 'size': 67108864}");
        execute(
                "blockdev-backup",
                "{'job-id': 'b', 'device': 'drive0', 'target': 't', 'sync': 'full', 'speed': 65536}");
        source.close();
        await(() -> source.status().state() == SourceState.DETACHED);
        attach(machine.socket());
        await(() -> isPlaced("b"));
        assertEquals("drive0", source.devicesOf(job("b").key()).getFirst().name());
    }

    @Test
    void aStorageDaemonHasNodesAndExportsAndNoMachine() throws Exception {
        try (RealDaemon daemon = new RealDaemon(directory)) {
            daemon.start();
            attach(daemon.socket());
            execute("blockdev-add", "{'driver': 'null-co', 'node-name': 'n', 'size': 1024}");
            execute(
                    "nbd-server-start",
                    "{'addr': {'type': 'unix', 'data': {'path': '" + directory.resolve("nbd") + "'}}}");
            execute("block-export-add", "{'type': 'nbd', 'id': 'e', 'node-name': 'n'}");
            assertEquals(List.of(new GraphUser(GraphUser.Kind.EXPORT, "e", "n", "nbd")), graph().users());
            assertEquals(MachineStatus.NONE, source.machine());
        }
    }

    private VerbOutcome apply(String id, VerbRequest verb) throws Exception {
        return source.apply(job(id).key(), verb).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
