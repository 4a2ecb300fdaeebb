package org.jobdeck.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.loop.Clock;
import org.jobdeck.qmp.SelectorThread;
import org.jobdeck.qmp.client.QmpAddress;
import org.jobdeck.servers.tests.QemuProgram;
import org.jobdeck.source.SourceState;
import org.jobdeck.source.graph.GraphNode;
import org.jobdeck.source.graph.NodeGraph;
import org.jobdeck.source.qmp.QmpSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nodes, edges and what a job holds, seen through the monitor of a {@code run} and through that of QEMU's storage daemon
 * with the same backup: they are the same. Needs {@code qemu-storage-daemon} on the path (package qemu-system-common).
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OwnEngineGraphTest {

    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    private final BlockingQueue<Boolean> signals = new LinkedBlockingQueue<>();
    private SelectorThread thread;
    private Process run;

    @BeforeEach
    void start() throws IOException {
        thread = SelectorThread.start("clients", Clock.system());
    }

    @AfterEach
    void stop() {
        thread.close();
        if (run != null) {
            run.destroyForcibly();
        }
    }

    /**
     * What a source shows.
     *
     * @param nodes driver, file and length of each
     * @param edges with the users among the parents
     * @param places on which files the job works, and as what
     */
    private record Look(Set<String> nodes, Set<String> edges, List<String> places) {}

    @Test
    void aRunningBackupLooksAsItDoesInQemu() throws Exception {
        Path source = Images.full(folder.resolve("a.raw"), 8 * MIB);
        Look ours = lookAtRun(source);
        Look theirs = lookAtQemu(source);

        assertEquals(theirs, ours);
        assertTrue(ours.edges().contains("copy-before-write a.raw -target-> raw b.raw"), ours::toString);
        assertTrue(ours.edges().contains("JOB nightly -main node-> copy-before-write a.raw"), ours::toString);
        assertTrue(ours.edges().contains("JOB nightly -target-> raw b.raw"), ours::toString);
        assertEquals(List.of("main node=a.raw", "target=b.raw"), ours.places());
    }

    private Look lookAtRun(Path source) throws Exception {
        List<String> words = Stream.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "run",
                        "backup",
                        "--source",
                        source.toString(),
                        "--target",
                        folder.resolve("b.raw").toString(),
                        "--job-id",
                        "nightly",
                        "--speed",
                        "256K",
                        "--json")
                .toList();
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().put("XDG_RUNTIME_DIR", folder.toString());
        run = builder.start();
        try (BufferedReader lines = run.inputReader(StandardCharsets.UTF_8)) {
            assertNotNull(lines.readLine());
            return look(folder.resolve("jobdeck").resolve(run.pid() + ".qmp"));
        }
    }

    private Look lookAtQemu(Path source) throws Exception {
        Path target = folder.resolve("qemu").resolve("b.raw");
        Files.createDirectory(target.getParent());
        Images.make(target, 8L * MIB, 0);
        List<String> nodes = List.of(
                "driver=raw,node-name=from,read-only=on,file.driver=file,file.filename=" + source,
                "driver=raw,node-name=to,file.driver=file,file.filename=" + target);
        try (QemuProgram qemu = QemuProgram.storageDaemon(folder, List.of("steer", "look"), nodes)) {
            QmpSource steer = QmpSource.attach(thread, Clock.system(), new QmpAddress.Unix(qemu.socket("steer")));
            steer.addChangeListener(() -> signals.add(true));
            while (steer.status().state() != SourceState.LIVE) {
                assertNotNull(signals.poll(20, TimeUnit.SECONDS), steer.status()::toString);
            }
            steer.execute(
                            "blockdev-backup",
                            JsonDocument.parseObject("{'job-id': 'nightly', 'device': 'from', 'target': 'to',"
                                    + " 'sync': 'full', 'speed': 262144}"))
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
            return look(qemu.socket("look"));
        }
    }

    private Look look(Path socket) throws Exception {
        try (QmpSource source = QmpSource.attach(thread, Clock.system(), new QmpAddress.Unix(socket))) {
            source.addChangeListener(() -> signals.add(true));
            Optional<JobSnapshot> placed = placed(source);
            while (placed.isEmpty()) {
                assertNotNull(signals.poll(20, TimeUnit.SECONDS), source.status()::toString);
                placed = placed(source);
            }
            NodeGraph graph = source.graph().toCompletableFuture().get(20, TimeUnit.SECONDS);
            Set<String> nodes = graph.nodes().stream()
                    .map(node -> name(node) + " " + node.virtualSize() + (node.readOnly() ? " read-only" : ""))
                    .collect(Collectors.toUnmodifiableSet());
            Set<String> edges = Stream.concat(
                            graph.edges().stream()
                                    .map(edge -> name(graph, edge.parent()) + " -" + edge.role() + "-> "
                                            + name(graph, edge.child())),
                            graph.users().stream()
                                    .map(user -> user.kind() + " " + user.name() + " -" + user.role() + "-> "
                                            + name(graph, user.node())))
                    .collect(Collectors.toUnmodifiableSet());
            List<String> places = placed.get().resources().stream()
                    .map(place -> place.role() + "=" + Path.of(place.location()).getFileName())
                    .toList();
            return new Look(nodes, edges, places);
        }
    }

    private static Optional<JobSnapshot> placed(QmpSource source) {
        return source.changesSince(0).upserted().stream()
                .filter(job -> job.resources().size() == 2)
                .findFirst();
    }

    private static String name(NodeGraph graph, String node) {
        return name(graph.node(node).orElseThrow());
    }

    /** The names of nodes are not the same, and the folders of the targets are not. */
    private static String name(GraphNode node) {
        return node.driver() + " " + Path.of(node.file()).getFileName();
    }
}
