package org.jobdeck.ui.parts.rawjson;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;
import org.jobdeck.source.JobSource;
import org.jobdeck.ui.live.Desk;

/**
 * Asks sources for their raw answers, one question at a time each, and never waits for them. User interface thread only.
 */
final class RawFeed {

    private final Desk desk;
    private final Runnable arrived;
    private final Set<Integer> asking = new HashSet<>();
    private final Map<Integer, RawJobs> answers = new HashMap<>();

    /**
     * A feed that has asked nobody yet.
     *
     * @param arrived is told that an answer has come, on the user interface's thread
     */
    RawFeed(Desk desk, Runnable arrived) {
        this.desk = desk;
        this.arrived = arrived;
    }

    /** Asks the source of that number, unless it has still to answer the question before. */
    void ask(int number) {
        Optional<JobSource> source = desk.source(number);
        if (source.isEmpty() || !asking.add(number)) {
            return;
        }
        CompletableFuture<JsonArray> jobs = ask(source.get(), "query-jobs");
        CompletableFuture<JsonArray> blockJobs =
                ask(source.get(), "query-block-jobs").exceptionally(failure -> new JsonArray(List.of()));
        jobs.thenCombine(blockJobs, RawJobs::new)
                .whenCompleteAsync((answer, failure) -> take(number, answer), desk.ui());
    }

    /** The last answer of a source; empty if it has given none, or cannot be asked. */
    Optional<RawJobs> answer(int number) {
        return Optional.ofNullable(answers.get(number));
    }

    private static CompletableFuture<JsonArray> ask(JobSource source, String command) {
        return source.execute(command, JsonObject.empty()).toCompletableFuture().thenApply(RawFeed::array);
    }

    private static JsonArray array(JsonValue answer) {
        return answer instanceof JsonArray array ? array : new JsonArray(List.of());
    }

    private void take(int number, RawJobs answer) {
        asking.remove(number);
        if (answer == null) {
            answers.remove(number);
        } else {
            answers.put(number, answer);
        }
        arrived.run();
    }
}
