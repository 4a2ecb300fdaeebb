package org.jobdeck.source.schema;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;
import org.jobdeck.qmp.QmpException;
import org.jobdeck.source.JobSource;

/** The descriptions of the servers behind sources, each asked for once a connection. Any thread. */
public final class ServerSchemas {

    private static final String QUESTION = "query-qmp-schema";

    private record Known(Instant connected, CompletableFuture<ServerSchema> schema) {}

    /** Forgets a source when nobody else knows it any more. */
    private final Map<JobSource, Known> known = Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * What the server behind a source can be asked. Never waits.
     *
     * @return completes on a thread of the source; exceptionally, with a message for the user, if the source takes no
     *     commands or could not be asked
     */
    public CompletionStage<ServerSchema> of(JobSource source) {
        Instant connected = source.status().since();
        return known.compute(source, (same, old) -> isGood(old, connected) ? old : new Known(connected, ask(source)))
                .schema();
    }

    private static boolean isGood(Known old, Instant connected) {
        return old != null && old.connected.equals(connected) && !old.schema.isCompletedExceptionally();
    }

    private static CompletableFuture<ServerSchema> ask(JobSource source) {
        return source.execute(QUESTION, JsonObject.empty())
                .thenApply(ServerSchemas::read)
                .toCompletableFuture();
    }

    private static ServerSchema read(JsonValue answer) {
        if (answer instanceof JsonArray array) {
            return ServerSchema.of(array);
        }
        throw new CompletionException(
                QmpException.generic("The server was asked for '" + QUESTION + "' and answered no list."));
    }
}
