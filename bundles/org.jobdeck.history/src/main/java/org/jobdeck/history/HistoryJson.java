package org.jobdeck.history;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jobdeck.job.common.JobProgress;
import org.jobdeck.job.common.JobResource;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonParseException;
import org.jobdeck.json.JsonString;
import org.jobdeck.json.JsonValue;
import org.jobdeck.source.VerbOutcome;

/**
 * Entries as JSON: in the store and in exports. Times are ISO 8601. Members that are not known are skipped, so that an
 * older Jobdeck can read what a newer one has written.
 */
public final class HistoryJson {

    private HistoryJson() {}

    /** An entry as an object. */
    public static JsonObject write(HistoryEntry entry) {
        HistoryOrigin origin = entry.origin();
        return JsonObject.builder()
                .put("id", entry.id())
                .put("source", origin.source())
                .put("address", origin.address())
                .put("machine", origin.machine())
                .put("started-by", origin.startedBy())
                .put("job", entry.job())
                .put("type", entry.type())
                .put("nodes", array(entry.nodes(), HistoryJson::node))
                .put("members", array(entry.members(), JsonString::new))
                .put("created", entry.created().toString())
                .put("states", array(entry.states(), HistoryJson::state))
                .put("outcome", word(entry.outcome()))
                .putIfPresent("ended", Optional.ofNullable(entry.ended()).map(Instant::toString))
                .putIfPresent("error", Optional.ofNullable(entry.error()))
                .put("done", entry.progress().current())
                .put("total", entry.progress().total())
                .put("average-rate", entry.averageRate())
                .put("verbs", array(entry.verbs(), HistoryJson::verb))
                .build();
    }

    /** Reads what {@link #write} has written; empty if it is anything else. */
    static Optional<HistoryEntry> read(String text) {
        try {
            return Optional.of(read(JsonDocument.parseObject(text)));
        } catch (JsonParseException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static HistoryEntry read(JsonObject json) {
        return new HistoryEntry(
                number(json, "id"),
                new HistoryOrigin(
                        text(json, "source"), text(json, "address"), text(json, "machine"), text(json, "started-by")),
                text(json, "job"),
                text(json, "type"),
                list(
                        json,
                        "nodes",
                        node -> new JobResource(text(node, "role"), text(node, "name"), text(node, "file"))),
                members(json),
                Instant.parse(text(json, "created")),
                list(json, "states", HistoryJson::stateOf),
                outcome(text(json, "outcome")),
                json.string("ended").map(Instant::parse).orElse(null),
                json.string("error").orElse(null),
                new JobProgress.Value(number(json, "done"), number(json, "total")),
                number(json, "average-rate"),
                list(json, "verbs", HistoryJson::verbOf));
    }

    private static JsonObject node(JobResource node) {
        return JsonObject.builder()
                .put("role", node.role())
                .put("name", node.name())
                .put("file", node.location())
                .build();
    }

    private static JsonObject state(HistoryState state) {
        return JsonObject.builder()
                .put("state", state.status().qmpName())
                .put("since", state.since().toString())
                .build();
    }

    private static HistoryState stateOf(JsonObject json) {
        JobStatus status = JobStatus.ofQmpName(text(json, "state")).orElse(JobStatus.UNDEFINED);
        return new HistoryState(status, Instant.parse(text(json, "since")));
    }

    private static JsonObject verb(HistoryVerb verb) {
        Optional<VerbOutcome> outcome = Optional.ofNullable(verb.outcome());
        return JsonObject.builder()
                .put("verb", verb.verb())
                .put("at", verb.at().toString())
                .putIfPresent("latency-us", Optional.ofNullable(verb.latency()).map(time -> time.toNanos() / 1000))
                .putIfPresent("outcome", outcome.map(it -> word(it.result())))
                .putIfPresent("error", outcome.map(VerbOutcome::error))
                .build();
    }

    private static HistoryVerb verbOf(JsonObject json) {
        Duration latency = json.integer("latency-us")
                .map(us -> Duration.ofNanos(us * 1000))
                .orElse(null);
        VerbOutcome outcome = json.string("outcome")
                .map(word -> new VerbOutcome(
                        VerbOutcome.Result.valueOf(constant(word)),
                        json.string("error").orElse(null)))
                .orElse(null);
        return new HistoryVerb(text(json, "verb"), Instant.parse(text(json, "at")), latency, outcome);
    }

    /** An outcome as it stands in the text of an entry. */
    static String quoted(HistoryOutcome outcome) {
        return '"' + word(outcome) + '"';
    }

    private static HistoryOutcome outcome(String word) {
        return HistoryOutcome.valueOf(constant(word));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    private static String constant(String word) {
        return word.toUpperCase(java.util.Locale.ROOT).replace('-', '_');
    }

    private static <T> JsonArray array(List<T> items, Function<T, JsonValue> write) {
        return new JsonArray(items.stream().map(write).toList());
    }

    private static <T> List<T> list(JsonObject json, String name, Function<JsonObject, T> read) {
        List<T> items = new ArrayList<>();
        for (JsonValue value : json.array(name).orElse(new JsonArray(List.of()))) {
            if (value instanceof JsonObject item) {
                items.add(read.apply(item));
            }
        }
        return items;
    }

    private static List<String> members(JsonObject json) {
        List<String> names = new ArrayList<>();
        for (JsonValue value : json.array("members").orElse(new JsonArray(List.of()))) {
            if (value instanceof JsonString(String name)) {
                names.add(name);
            }
        }
        return names;
    }

    private static String text(JsonObject json, String name) {
        return json.string(name).orElse("");
    }

    private static long number(JsonObject json, String name) {
        return json.integer(name).orElse(0L);
    }
}
