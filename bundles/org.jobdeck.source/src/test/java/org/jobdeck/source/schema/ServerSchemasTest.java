package org.jobdeck.source.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jobdeck.job.common.Changes;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;
import org.jobdeck.qmp.QmpException;
import org.jobdeck.source.JobSource;
import org.jobdeck.source.SourceState;
import org.jobdeck.source.SourceStatus;
import org.jobdeck.source.VerbOutcome;
import org.jobdeck.source.VerbRequest;
import org.junit.jupiter.api.Test;

class ServerSchemasTest {

    /** Remembers what it was asked, and answers when the test says so. */
    private static final class AskedSource implements JobSource {
        final List<CompletableFuture<JsonValue>> asked = new ArrayList<>();
        Instant connected = Instant.EPOCH;

        @Override
        public CompletionStage<JsonValue> execute(String command, JsonObject arguments) {
            assertEquals("query-qmp-schema", command);
            asked.add(new CompletableFuture<>());
            return asked.getLast();
        }

        @Override
        public String name() {
            return "asked";
        }

        @Override
        public SourceStatus status() {
            return new SourceStatus(SourceState.LIVE, "", connected);
        }

        @Override
        public Changes changesSince(long version) {
            return new Changes(0, List.of(), List.of(), false, false);
        }

        @Override
        public Optional<Changes> tryChangesSince(long version) {
            return Optional.of(changesSince(version));
        }

        @Override
        public AutoCloseable addChangeListener(Runnable listener) {
            return () -> {};
        }

        @Override
        public CompletionStage<VerbOutcome> apply(JobKey job, VerbRequest verb) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    private final AskedSource source = new AskedSource();
    private final ServerSchemas schemas = new ServerSchemas();

    @Test
    void aConnectionIsAskedOnce() {
        CompletionStage<ServerSchema> first = schemas.of(source);
        assertSame(first, schemas.of(source));
        source.asked.getFirst().complete(JsonArray.of());
        assertSame(first, schemas.of(source));
        assertEquals(1, source.asked.size());
    }

    /** What listens there after the connection was lost may be another server. */
    @Test
    void anotherConnectionIsAskedAnew() {
        schemas.of(source);
        source.connected = Instant.EPOCH.plusSeconds(5);
        schemas.of(source);
        assertEquals(2, source.asked.size());
    }

    @Test
    void aFailureIsNotKept() {
        CompletionStage<ServerSchema> first = schemas.of(source);
        source.asked.getFirst().completeExceptionally(QmpException.generic("no"));
        assertTrue(first.toCompletableFuture().isCompletedExceptionally());
        schemas.of(source);
        assertEquals(2, source.asked.size());
    }

    @Test
    void anAnswerThatIsNoListIsAFailure() {
        CompletionStage<ServerSchema> first = schemas.of(source);
        source.asked.getFirst().complete(JsonObject.empty());
        assertTrue(first.toCompletableFuture().isCompletedExceptionally());
    }
}
