package org.jobdeck.source.qmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jobdeck.loop.ManualClock;
import org.jobdeck.qmp.SelectorThread;
import org.jobdeck.qmp.client.QmpRequest;
import org.jobdeck.source.JobDevice;
import org.jobdeck.source.MachineStatus;
import org.jobdeck.source.SourceState;
import org.jobdeck.source.graph.GraphNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a server is asked for its machine and its nodes, and when it is not. */
@Timeout(60)
class WatchTest {
    private final ManualClock clock = new ManualClock();
    private final BlockingQueue<Boolean> signals = new LinkedBlockingQueue<>();
    private SelectorThread thread;
    private FakeServer server;
    private QmpSource source;

    @BeforeEach
    void start() throws Exception {
        thread = SelectorThread.start("clients", clock);
        server = new FakeServer("[]");
    }

    @AfterEach
    void stop() throws Exception {
        thread.close();
        server.close();
    }

    private void attach(String... commands) throws Exception {
        server.answer(
                "query-qmp-schema",
                Stream.of(commands)
                        .map(name -> "{\"meta-type\": \"command\", \"name\": \"" + name + "\", \"arg-type\": \"0\"}")
                        .collect(Collectors.joining(", ", "[", "]")));
        source = QmpSource.attach(thread, clock, server.address());
        source.addChangeListener(() -> signals.add(true));
        await(() -> source.status().state() == SourceState.LIVE);
        roundTrip();
        roundTrip();
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            assertNotNull(signals.poll(20, TimeUnit.SECONDS), () -> source.machine() + " " + source.changesSince(0));
        }
    }

    private void roundTrip() throws Exception {
        source.execute(QmpRequest.of("query-version")).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private void tick() throws Exception {
        roundTrip();
        clock.advance(Refresh.SPACING);
        roundTrip();
        roundTrip();
    }

    private void happens(String event) throws Exception {
        server.send("{\"event\": \"" + event + "\"}");
    }

    private static String status(String word) {
        return "{\"status\": \"" + word + "\", \"running\": " + word.equals("running") + "}";
    }

    @Test
    void anErrorOfADiskThatStopsTheMachineIsSeen() throws Exception {
        server.answer("query-name", "{\"name\": \"vm7\"}").answer("query-status", status("running"));
        attach("query-name", "query-status");
        await(() -> source.machine().equals(new MachineStatus("vm7", "running", true)));
        server.count("");
        server.answer("query-status", status("io-error"));
        for (int i = 0; i < 100; i++) {
            happens("BLOCK_IO_ERROR");
        }
        tick();
        await(() -> source.machine().isAlarm());
        tick();
        tick();
        long asked = server.count("query-status");
        assertTrue(asked >= 1 && asked <= 3, "asked " + asked + " times for 100 events");
        tick();
        assertEquals(0, server.count("query-status"), "without an event nothing is asked");
        server.answer("query-status", status("paused"));
        happens("STOP");
        await(() -> source.machine().equals(new MachineStatus("vm7", "paused", false)));
    }

    @Test
    void aServerWithoutAMachineIsNotAskedForIt() throws Exception {
        attach("query-name");
        happens("STOP");
        tick();
        assertEquals(0, server.count("query-name"));
        assertEquals(MachineStatus.NONE, source.machine());
    }

    /** QEMU 7.2 crashes if it is asked for its nodes when a stream ends, and while a concluded one is kept. */
    @Test
    void besideAStreamOnlyEdgesAreAskedFor() throws Exception {
        server.answer("query-named-block-nodes", "[{\"node-name\": \"n\", \"drv\": \"raw\"}]")
                .answer(
                        "x-debug-query-block-graph",
                        "{\"nodes\": [{\"id\": 1, \"type\": \"block-driver\", \"name\": \"n\"}], \"edges\": []}");
        for (String state : new String[] {"running", "concluded"}) {
            server.answer("query-jobs", "[{\"id\": \"s\", \"type\": \"stream\", \"status\": \"" + state + "\"}]");
            if (source == null) {
                attach("query-named-block-nodes", "x-debug-query-block-graph", "query-block");
            }
            server.send("{\"event\": \"JOB_STATUS_CHANGE\", \"data\": {\"id\": \"s\", \"status\": \"" + state + "\"}}");
            tick();
            server.count("");
            assertEquals(
                    List.of("n"),
                    source.graph().toCompletableFuture().get(20, TimeUnit.SECONDS).nodes().stream()
                            .map(GraphNode::name)
                            .toList());
        }
        assertTrue(server.messages().stream()
                .map(message -> message.string("execute").orElse(""))
                .noneMatch(command -> command.equals("query-named-block-nodes") || command.equals("query-block")));
        assertEquals(
                1,
                server.messages().stream()
                        .filter(message -> message.string("execute").equals(Optional.of("query-qmp-schema")))
                        .count());
    }

    @Test
    void nodesAreAskedForWhenAJobIsNewAndNotWithEveryPoll() throws Exception {
        server.answer("query-named-block-nodes", "[{\"node-name\": \"n\", \"drv\": \"raw\", \"file\": \"f\"}]")
                .answer(
                        "x-debug-query-block-graph",
                        "{\"nodes\": [{\"id\": 1, \"type\": \"block-job\", \"name\": \"a\"},"
                                + " {\"id\": 2, \"type\": \"block-driver\", \"name\": \"n\"}],"
                                + " \"edges\": [{\"parent\": 1, \"child\": 2, \"name\": \"main node\"}]}")
                .answer(
                        "query-block",
                        "[{\"device\": \"drive0\", \"qdev\": \"d\", \"inserted\": {\"node-name\": \"n\"}}]");
        attach("query-named-block-nodes", "x-debug-query-block-graph", "query-block");
        tick();
        assertEquals(0, server.count("query-named-block-nodes"), "there is no job");
        server.answer(
                "query-jobs",
                "[{\"id\": \"a\", \"type\": \"backup\", \"status\": \"running\", \"current-progress\": 1,"
                        + " \"total-progress\": 100}]");
        server.send("{\"event\": \"JOB_STATUS_CHANGE\", \"data\": {\"id\": \"a\", \"status\": \"created\"}}");
        await(() -> source.changesSince(0).upserted().stream()
                .anyMatch(job -> !job.resources().isEmpty()));
        assertEquals(
                List.of(new JobDevice("drive0", "d", List.of("n"))),
                source.devicesOf(source.changesSince(0).upserted().getFirst().key()));
        tick();
        server.count("");
        tick();
        tick();
        assertEquals(0, server.count("query-named-block-nodes"));
        server.answer("query-jobs", "[]");
        server.send("{\"event\": \"JOB_STATUS_CHANGE\", \"data\": {\"id\": \"a\", \"status\": \"null\"}}");
        tick();
        assertEquals(0, server.count("query-named-block-nodes"), "nobody is left whose nodes could be of interest");
    }

    /** QEMU 7.2 crashes if it is asked for its nodes at the moment in which a stream job ends. */
    @Test
    void nodesAreNotAskedForWhileAStreamIsThere() throws Exception {
        server.answer(
                        "x-debug-query-block-graph",
                        "{\"nodes\": [{\"id\": 1, \"type\": \"block-job\", \"name\": \"a\"},"
                                + " {\"id\": 2, \"type\": \"block-driver\", \"name\": \"n\"}],"
                                + " \"edges\": [{\"parent\": 1, \"child\": 2, \"name\": \"main node\"}]}")
                .answer(
                        "query-jobs",
                        "[{\"id\": \"a\", \"type\": \"stream\", \"status\": \"running\","
                                + " \"current-progress\": 1, \"total-progress\": 100}]");
        attach("query-named-block-nodes", "x-debug-query-block-graph", "query-block");
        await(() -> source.changesSince(0).upserted().stream()
                .anyMatch(job -> !job.resources().isEmpty()));
        assertEquals(
                "n",
                source.changesSince(0)
                        .upserted()
                        .getFirst()
                        .resources()
                        .getFirst()
                        .name());
        source.graph().toCompletableFuture().get(20, TimeUnit.SECONDS);
        tick();
        assertTrue(server.messages().stream()
                .map(message -> message.string("execute").orElse(""))
                .noneMatch(command -> command.equals("query-named-block-nodes") || command.equals("query-block")));
    }
}
