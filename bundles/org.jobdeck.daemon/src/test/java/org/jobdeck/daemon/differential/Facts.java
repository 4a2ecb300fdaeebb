package org.jobdeck.daemon.differential;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonParseException;
import org.jobdeck.json.JsonString;
import org.jobdeck.json.JsonValue;

/**
 * What counts of a transcript: each reply, and per job the order of its events with what they carry.
 *
 * <p>No facts are time stamps, the place of a reply among events, how events of different jobs interleave, repeats of the
 * same BLOCK_JOB_ERROR, automatic node names, the order of members, and figures of the host.
 *
 * @param byKey the facts, by what they are about, in the order of the transcript
 */
record Facts(Map<String, JsonValue> byKey) {

    private static final Set<String> DROPPED = Set.of(
            "actual-size",
            "timestamp",
            "package",
            "micro",
            "cache",
            "write_threshold",
            "dirty-flag",
            "date-sec",
            "vm-clock-nsec");

    /** Where in a file name a description of a node begins; as elsewhere, its members have no order. */
    private static final String DESCRIPTION = "json:";

    private static final Pattern AUTOMATIC = Pattern.compile("#block\\d+");

    /** The facts of a transcript that was made in this folder. */
    static Facts of(Transcript transcript, Path folder) {
        return new Facts(new Collection(folder.toString()).of(transcript));
    }

    private record Collection(String folder) {

        Map<String, JsonValue> of(Transcript transcript) {
            Map<String, JsonValue> facts = new LinkedHashMap<>();
            int number = 0;
            for (Transcript.Chapter chapter : transcript.chapters()) {
                List<JsonValue> said = new ArrayList<>();
                chapter.replies().forEach(reply -> said.add(clean(reply)));
                chapter.notes().forEach(note -> said.add(clean(new JsonString(note))));
                facts.put("step %02d %s".formatted(number++, chapter.name()), new JsonArray(said));
            }
            Map<String, List<JsonValue>> byJob = new LinkedHashMap<>();
            transcript.events().forEach(event -> add(byJob, event));
            byJob.forEach((job, events) -> facts.put("events of " + job, new JsonArray(events)));
            return facts;
        }

        private void add(Map<String, List<JsonValue>> byJob, JsonObject event) {
            JsonObject data = (JsonObject) clean(event.object("data").orElse(JsonObject.empty()));
            String job = data.string("id").or(() -> data.string("device")).orElse("-");
            String name = event.string("event").orElse("");
            JsonValue fact = JsonArray.of(
                    name, data.toBuilder().remove("id").remove("device").build());
            List<JsonValue> sequence = byJob.computeIfAbsent(job, key -> new ArrayList<>());
            if (!name.equals("BLOCK_JOB_ERROR")
                    || sequence.isEmpty()
                    || !sequence.getLast().equals(fact)) {
                sequence.add(fact);
            }
        }

        private JsonValue clean(JsonValue value) {
            return switch (value) {
                case JsonObject object -> {
                    JsonObject.Builder builder = JsonObject.builder();
                    object.members().forEach((name, member) -> {
                        if (!DROPPED.contains(name)) {
                            builder.put(name, clean(member));
                        }
                    });
                    yield builder.build();
                }
                case JsonArray array ->
                    new JsonArray(array.items().stream().map(this::clean).toList());
                case JsonString text -> clean(text.value());
                default -> value;
            };
        }

        private JsonValue clean(String text) {
            int description = text.indexOf(DESCRIPTION);
            if (description >= 0) {
                int members = description + DESCRIPTION.length();
                try {
                    JsonObject parsed = JsonDocument.parseObject(text.substring(members));
                    return JsonArray.of(text.substring(0, members), clean(parsed));
                } catch (JsonParseException e) {
                    // no description after all
                }
            }
            return new JsonString(
                    AUTOMATIC.matcher(text.replace(folder, Step.FOLDER)).replaceAll("#block"));
        }
    }
}
