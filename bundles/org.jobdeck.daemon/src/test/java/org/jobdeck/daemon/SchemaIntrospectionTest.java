package org.jobdeck.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonException;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonString;
import org.jobdeck.json.JsonValue;
import org.junit.jupiter.api.Test;

/**
 * What clients are told of the daemon's commands and events is what the real daemon tells them. Types have other numbers,
 * so they are compared by what they are. There are fewer drivers, actions and object types here: the enums that name them
 * and the unions that they choose from may have fewer members, and nothing else may differ.
 */
class SchemaIntrospectionTest {
    private static final String REAL = "conformance/schemas/schema-daemon-7.2.22.json";

    /** A value of each enum that may be smaller, by which it is known, and the number of values that are here. */
    private static final Map<String, Integer> SMALLER =
            Map.of("null-co", 11, "blockdev-backup", 9, "throttle-group", 2);

    private final Set<String> compared = new HashSet<>();
    private final List<String> differences = new ArrayList<>();
    private final Set<String> smaller = new TreeSet<>();

    @Test
    void everyCommandAndEventLooksLikeTheRealOne() throws IOException, JsonException {
        JsonArray ours = SchemaTexts.daemon().introspect();
        Map<String, JsonObject> mine = byName(ours);
        Map<String, JsonObject> real = byName((JsonArray) JsonDocument.parse(Files.readAllBytes(root().resolve(REAL))));
        int entities = 0;
        for (JsonObject info : mine.values()) {
            if (isEntity(info)) {
                entities++;
                String name = info.string("name").orElseThrow();
                JsonObject other = real.get(name);
                if (other == null) {
                    differences.add(name + " is not in the real schema");
                } else {
                    compare(name, mine, info, real, other);
                }
            }
        }
        assertEquals(List.of(), differences);
        assertEquals(
                SchemaTexts.daemon().commands().size()
                        + SchemaTexts.daemon().events().size(),
                entities);
        assertEquals(SMALLER.keySet(), smaller);
        assertTrue(compared.size() > 60, "only " + compared.size() + " types were compared");
    }

    @Test
    void everyTypeThatIsDescribedIsUsedAndEveryNameIsGivenOnce() {
        JsonArray ours = SchemaTexts.daemon().introspect();
        Map<String, JsonObject> mine = byName(ours);
        assertEquals(ours.size(), mine.size());
        Set<String> used = new HashSet<>();
        mine.values().forEach(info -> collect(info, used));
        mine.forEach((name, info) -> assertTrue(isEntity(info) || used.contains(name), name));
        assertEquals(
                Set.of(),
                new HashSet<>(
                        used.stream().filter(name -> !mine.containsKey(name)).toList()));
    }

    private static void collect(JsonObject info, Set<String> used) {
        for (String key : List.of("arg-type", "ret-type", "element-type")) {
            info.string(key).ifPresent(used::add);
        }
        for (String key : List.of("members", "variants")) {
            info.array(key)
                    .ifPresent(parts -> parts.forEach(
                            part -> ((JsonObject) part).string("type").ifPresent(used::add)));
        }
    }

    private static boolean isEntity(JsonObject info) {
        String kind = info.string("meta-type").orElseThrow();
        return kind.equals("command") || kind.equals("event");
    }

    private static Map<String, JsonObject> byName(JsonArray infos) {
        Map<String, JsonObject> byName = new HashMap<>();
        infos.forEach(info -> byName.put(((JsonObject) info).string("name").orElseThrow(), (JsonObject) info));
        return byName;
    }

    /** Compares two descriptions, and what they lead to, once for each pair. */
    private void compare(
            String where,
            Map<String, JsonObject> mine,
            JsonObject own,
            Map<String, JsonObject> real,
            JsonObject other) {
        if (!compared.add(own.string("name") + " " + other.string("name"))) {
            return;
        }
        boolean fewer = false;
        if (own.string("meta-type").equals(Optional.of("enum"))) {
            fewer = isSmallerEnum(own, other);
        } else if (own.string("tag").isPresent()) {
            fewer = own.array("variants").orElseThrow().size()
                    < other.array("variants").orElseThrow().size();
        }
        for (String key : union(own.members().keySet(), other.members().keySet())) {
            Optional<JsonValue> left = own.get(key);
            Optional<JsonValue> right = other.get(key);
            if (left.isEmpty() || right.isEmpty()) {
                differences.add(where + ": " + key + " is " + left + " here and " + right + " there");
            } else if (key.endsWith("-type") && !key.equals("meta-type") && !key.equals("json-type")) {
                compareType(where + "." + key, mine, left.get(), real, right.get());
            } else if (key.equals("members") || key.equals("variants") || key.equals("values")) {
                boolean subset = fewer && !(own.has("tag") && key.equals("members"));
                compareParts(where + "." + key, mine, (JsonArray) left.get(), real, (JsonArray) right.get(), subset);
            } else if (!key.equals("name") && !left.equals(right)) {
                differences.add(where + ": " + key + " is " + left.get() + " here and " + right.get() + " there");
            }
        }
    }

    private boolean isSmallerEnum(JsonObject own, JsonObject other) {
        JsonArray values = own.array("values").orElseThrow();
        Optional<String> known = values.items().stream()
                .map(value -> ((JsonString) value).value())
                .filter(SMALLER::containsKey)
                .findFirst();
        if (known.isPresent()
                && values.size() == SMALLER.get(known.get())
                && values.size() < other.array("values").orElseThrow().size()) {
            smaller.add(known.get());
            return true;
        }
        return false;
    }

    private void compareParts(
            String where,
            Map<String, JsonObject> mine,
            JsonArray own,
            Map<String, JsonObject> real,
            JsonArray other,
            boolean subset) {
        if (!subset && own.size() != other.size()) {
            differences.add(where + " has " + own.size() + " parts here and " + other.size() + " there");
            return;
        }
        for (int i = 0; i < own.size(); i++) {
            JsonValue left = own.get(i);
            Optional<JsonValue> right = subset
                    ? other.items().stream()
                            .filter(part -> label(part).equals(label(left)))
                            .findFirst()
                    : Optional.of(other.get(i));
            if (right.isEmpty()) {
                differences.add(where + ": " + left + " is not there");
            } else if (left instanceof JsonObject part && right.get() instanceof JsonObject otherPart) {
                comparePart(where + "." + label(left), mine, part, real, otherPart);
            } else if (!left.equals(right.get())) {
                differences.add(where + ": " + left + " here and " + right.get() + " there");
            }
        }
    }

    private void comparePart(
            String where,
            Map<String, JsonObject> mine,
            JsonObject own,
            Map<String, JsonObject> real,
            JsonObject other) {
        for (String key : union(own.members().keySet(), other.members().keySet())) {
            Optional<JsonValue> left = own.get(key);
            Optional<JsonValue> right = other.get(key);
            if (key.equals("type") && left.isPresent() && right.isPresent()) {
                compareType(where, mine, left.get(), real, right.get());
            } else if (!left.equals(right)) {
                differences.add(where + ": " + key + " is " + left + " here and " + right + " there");
            }
        }
    }

    private void compareType(
            String where, Map<String, JsonObject> mine, JsonValue own, Map<String, JsonObject> real, JsonValue other) {
        compare(where, mine, mine.get(((JsonString) own).value()), real, real.get(((JsonString) other).value()));
    }

    private static String label(JsonValue part) {
        if (part instanceof JsonObject object) {
            return object.string("case").or(() -> object.string("name")).orElse("");
        }
        return part.toJson();
    }

    private static Set<String> union(Set<String> left, Set<String> right) {
        Set<String> both = new TreeSet<>(left);
        both.addAll(right);
        return both;
    }

    /** The checkout: the folder above the bundle's, or above that. */
    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve(REAL))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
