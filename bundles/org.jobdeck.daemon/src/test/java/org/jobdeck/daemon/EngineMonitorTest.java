package org.jobdeck.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jobdeck.engine.DriverFactories;
import org.jobdeck.engine.Engine;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;
import org.jobdeck.loop.Clock;
import org.jobdeck.qmp.QmpEvent;
import org.jobdeck.qmp.QmpException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An engine of this process, reached through its socket and without one. */
@Timeout(60)
class EngineMonitorTest {

    private static final long NO_SUCH_PROCESS = 1L << 30;

    @TempDir
    private Path runtime;

    private final CountDownLatch quit = new CountDownLatch(1);

    private static Engine engine() {
        return Engine.start("test", Clock.system(), DriverFactories.of(List.of()));
    }

    private EngineMonitor serve(Engine engine) {
        return EngineMonitor.serve(engine, Map.of("XDG_RUNTIME_DIR", runtime.toString()), quit::countDown);
    }

    private static JsonValue ask(EngineMonitor monitor, String command, String arguments) throws Exception {
        return monitor.execute(command, JsonDocument.parseObject(arguments))
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    private Path folder() {
        return runtime.resolve("jobdeck");
    }

    @Test
    void whatOneClientStartsTheOtherSees() throws Exception {
        LinkedBlockingQueue<QmpEvent> heard = new LinkedBlockingQueue<>();
        Path socket;
        try (Engine engine = engine();
                EngineMonitor monitor = serve(engine)) {
            socket = monitor.socket().orElseThrow();
            assertEquals(folder().resolve(ProcessHandle.current().pid() + ".qmp"), socket);
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())));
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)));
            assertEquals(
                    List.of(socket),
                    OwnSockets.of(Map.of("XDG_RUNTIME_DIR", runtime.toString()))
                            .orElseThrow()
                            .list());
            monitor.addEventListener(heard::add);
            for (String node : List.of("a", "b")) {
                ask(monitor, "blockdev-add", "{'driver': 'null-co', 'size': 1048576, 'node-name': '" + node + "'}");
            }
            try (QmpTestClient client = QmpTestClient.connect(socket)) {
                client.execute("{'execute': 'blockdev-backup', 'arguments': {'job-id': 'j', 'device': 'a',"
                        + " 'target': 'b', 'sync': 'full', 'auto-dismiss': false}}");
                client.awaitStatus("j", "concluded");
                JsonArray jobs = assertInstanceOf(JsonArray.class, ask(monitor, "query-jobs", "{}"));
                assertEquals(
                        "j", ((JsonObject) jobs.items().getFirst()).string("id").orElseThrow());
                ask(monitor, "job-dismiss", "{'id': 'j'}");
                client.awaitStatus("j", "null");
                assertEquals(1, quit.getCount());
                client.execute("{'execute': 'quit'}");
                assertTrue(quit.await(20, TimeUnit.SECONDS));
            }
        }
        assertFalse(Files.exists(socket));
        assertEquals("JOB_STATUS_CHANGE", heard.element().name());
        assertTrue(heard.stream().anyMatch(event -> event.name().equals("BLOCK_JOB_COMPLETED")), heard::toString);
    }

    @Test
    void theLastEventsReachAClient() throws Exception {
        try (Engine engine = engine();
                EngineMonitor monitor = serve(engine);
                QmpTestClient client = QmpTestClient.connect(monitor.socket().orElseThrow())) {
            for (String node : List.of("a", "b")) {
                ask(monitor, "blockdev-add", "{'driver': 'null-co', 'size': 1048576, 'node-name': '" + node + "'}");
            }
            ask(
                    monitor,
                    "blockdev-backup",
                    "{'job-id': 'j', 'device': 'a', 'target': 'b', 'sync': 'full', 'auto-finalize': false}");
            monitor.close();
            client.awaitStatus("j", "null");
        }
    }

    @Test
    void aRefusalSaysWhatQemuSays() {
        try (Engine engine = engine();
                EngineMonitor monitor = serve(engine)) {
            ExecutionException none =
                    assertThrows(ExecutionException.class, () -> ask(monitor, "job-pause", "{'id': 'x'}"));
            assertEquals(
                    "Job not found",
                    assertInstanceOf(QmpException.class, none.getCause()).getMessage());
            ExecutionException unknown = assertThrows(ExecutionException.class, () -> ask(monitor, "fly", "{}"));
            assertEquals(
                    "The command fly has not been found",
                    assertInstanceOf(QmpException.class, unknown.getCause()).getMessage());
        }
    }

    @Test
    void anEngineWorksWhereItCannotBeServed() throws Exception {
        Path deep = Files.createDirectory(runtime.resolve("x".repeat(100)));
        for (String place : List.of("/nowhere/at/all", "not-absolute", deep.toString())) {
            try (Engine engine = engine();
                    EngineMonitor monitor =
                            EngineMonitor.serve(engine, Map.of("XDG_RUNTIME_DIR", place), quit::countDown)) {
                assertTrue(monitor.socket().isEmpty(), place);
                assertEquals(JsonArray.of(), ask(monitor, "query-jobs", "{}"));
            }
        }
        Files.createDirectory(
                folder(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        try (Engine engine = engine();
                EngineMonitor monitor = serve(engine)) {
            assertTrue(monitor.socket().isEmpty(), "others can enter the folder");
        }
    }

    @Test
    void onlyWhatTheDeadHaveLeftIsRemoved() throws Exception {
        Files.createDirectory(
                folder(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path abandoned = folder().resolve(NO_SUCH_PROCESS + ".qmp");
        Path served = folder().resolve(NO_SUCH_PROCESS + 1 + ".qmp");
        Path other = folder().resolve("notes.qmp");
        Files.createFile(other);
        try (ServerSocketChannel gone = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                ServerSocketChannel elsewhere = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            gone.bind(UnixDomainSocketAddress.of(abandoned));
            gone.close();
            elsewhere.bind(UnixDomainSocketAddress.of(served));
            try (Engine engine = engine();
                    EngineMonitor monitor = serve(engine)) {
                assertTrue(monitor.socket().isPresent());
                assertFalse(Files.exists(abandoned));
                assertTrue(Files.exists(served), "a process of another container");
                assertTrue(Files.exists(other));
            }
        }
    }
}
