package org.jobdeck.source.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jobdeck.block.NodeSpecs;
import org.jobdeck.engine.DriverFactories;
import org.jobdeck.engine.Engine;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;
import org.jobdeck.loop.Clock;
import org.jobdeck.source.SourceEvent;
import org.jobdeck.source.graph.GraphEdge;
import org.jobdeck.source.graph.NodeGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Commands, events and nodes of the embedded engine, with and without a port for commands. */
class CommandPortTest {

    private final Engine engine = Engine.start("here", Clock.system(), DriverFactories.of(List.of()));
    private final List<SourceEvent> heard = new ArrayList<>();

    /** Answers with what it was asked, and sends events when it is told to. */
    private static final class Echo implements CommandPort {
        private final List<Consumer<SourceEvent>> listeners = new ArrayList<>();

        @Override
        public CompletionStage<JsonValue> execute(String command, JsonObject arguments) {
            return CompletableFuture.completedFuture(JsonObject.of(command, arguments));
        }

        @Override
        public AutoCloseable addEventListener(Consumer<SourceEvent> listener) {
            listeners.add(listener);
            return () -> listeners.remove(listener);
        }

        void send(SourceEvent event) {
            listeners.forEach(listener -> listener.accept(event));
        }
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Test
    void passesCommandsAndEventsOn() throws Exception {
        Echo port = new Echo();
        SourceEvent event = new SourceEvent(Instant.EPOCH, "STOP", JsonObject.empty());
        try (EmbeddedSource source = new EmbeddedSource(engine, port)) {
            JsonObject arguments = JsonObject.of("a", 1);
            assertEquals(JsonObject.of("cmd", arguments), get(source.execute("cmd", arguments)));
            AutoCloseable handle = source.addEventListener(heard::add);
            port.send(event);
            handle.close();
            port.send(event);
        }
        assertEquals(List.of(event), heard);
    }

    @Test
    void withoutAPortThereIsAReason() throws Exception {
        try (EmbeddedSource source = new EmbeddedSource(engine)) {
            ExecutionException refusal =
                    assertThrows(ExecutionException.class, () -> get(source.execute("stop", JsonObject.empty())));
            assertEquals(
                    "The source 'here' takes no QMP commands, so 'stop' was not sent",
                    refusal.getCause().getMessage());
            source.addEventListener(heard::add).close();
            assertEquals(List.of(), source.devicesOf(new JobKey(1)));
        }
    }

    @Test
    void tellsTheNodesOfTheEngine() throws Exception {
        engine.call(() -> engine.graph()
                .open(NodeSpecs.of(JsonDocument.parseObject("{'driver': 'raw', 'node-name': 'top',"
                        + " 'file': {'driver': 'null-co', 'node-name': 'below', 'size': 4096}}"))));
        try (EmbeddedSource source = new EmbeddedSource(engine)) {
            NodeGraph graph = get(source.graph());
            assertEquals(List.of(new GraphEdge("top", "below", "file")), graph.edges());
            assertEquals(4096, graph.node("top").orElseThrow().virtualSize());
            assertEquals("null-co", graph.node("below").orElseThrow().driver());
            assertTrue(graph.users().isEmpty(), graph.users()::toString);
        }
    }
}
