package org.jobdeck.daemon;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonBool;
import org.jobdeck.json.JsonNull;
import org.jobdeck.json.JsonNumber;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonString;
import org.jobdeck.json.JsonValue;
import org.jobdeck.qmp.schema.Schema;

/** Makes arguments for commands from what the schema tells of them, with a fault here and there. */
final class SchemaArguments {
    private static final int DEEPEST = 5;
    private static final String[] NAMES = {
        "id",
        "device",
        "driver",
        "file",
        "size",
        "node-name",
        "data",
        "type",
        "x",
        "y-z",
        "Foo",
        "é",
        "",
        "zz_top",
        "a",
        "b",
        "image",
        "actions",
        "cache",
        "limits",
        "job-id",
        "options",
        "k1",
        "k2",
        "k3",
        "k4",
        "k5",
        "k6",
        "k7",
        "k8",
        "k9"
    };
    private static final String[] TEXTS = {
        "", "x", "null-co", "none", "full", "/nonexistent/x", "é", "%s", "'", "on", "5"
    };
    private static final JsonNumber[] NUMBERS = {
        JsonNumber.of(0),
        JsonNumber.of(1),
        JsonNumber.of(-1),
        JsonNumber.of(65536),
        JsonNumber.of(Integer.MAX_VALUE),
        JsonNumber.of(Integer.MAX_VALUE + 1L),
        JsonNumber.of(Integer.MIN_VALUE),
        JsonNumber.of(Integer.MIN_VALUE - 1L),
        JsonNumber.of(Long.MAX_VALUE),
        JsonNumber.of(Long.MIN_VALUE),
        JsonNumber.ofUnsigned(Long.MIN_VALUE),
        JsonNumber.ofUnsigned(-1),
        JsonNumber.of(0.5),
        JsonNumber.of(1e30),
        JsonNumber.of(-1e30)
    };

    private final Map<String, JsonObject> infos = new HashMap<>();
    private final List<String> commands;
    private final Random random;

    /** One in how many places has a fault of each kind. */
    private final int rarity;

    SchemaArguments(Schema schema, Random random, int rarity) {
        schema.introspect()
                .forEach(info -> infos.put(((JsonObject) info).string("name").orElseThrow(), (JsonObject) info));
        this.commands = schema.commands();
        this.random = random;
        this.rarity = rarity;
    }

    String command() {
        return commands.get(random.nextInt(commands.size()));
    }

    JsonObject of(String command) {
        JsonObject type = infos.get(infos.get(command).string("arg-type").orElseThrow());
        return object(type, 0);
    }

    private boolean rarely() {
        return random.nextInt(rarity) == 0;
    }

    private JsonValue value(String typeName, int depth) {
        if (rarely()) {
            return anything(2);
        }
        JsonObject type = infos.get(typeName);
        return switch (type.string("meta-type").orElseThrow()) {
            case "object" -> object(type, depth);
            case "array" -> {
                JsonArray.Builder items = JsonArray.builder();
                for (int n = random.nextInt(3); n > 0 && depth < DEEPEST; n--) {
                    items.add(value(type.string("element-type").orElseThrow(), depth + 1));
                }
                yield items.build();
            }
            case "enum" ->
                rarely() ? new JsonString(text()) : pick(type.array("values").orElseThrow());
            case "alternate" -> {
                JsonArray branches = type.array("members").orElseThrow();
                JsonObject branch = (JsonObject) (depth < DEEPEST ? pick(branches) : branches.get(branches.size() - 1));
                yield value(branch.string("type").orElseThrow(), depth + 1);
            }
            default -> scalar(type.string("json-type").orElseThrow());
        };
    }

    private JsonValue scalar(String jsonType) {
        return switch (jsonType) {
            case "string" -> new JsonString(text());
            case "boolean" -> JsonBool.of(random.nextBoolean());
            case "int", "number" ->
                rarely() ? NUMBERS[random.nextInt(NUMBERS.length)] : JsonNumber.of(random.nextInt(5));
            default -> anything(2);
        };
    }

    private JsonObject object(JsonObject type, int depth) {
        JsonObject.Builder made = JsonObject.builder();
        members(type, depth, made);
        while (rarely()) {
            for (int n = random.nextInt(8); n >= 0; n--) {
                String name = NAMES[random.nextInt(NAMES.length)];
                made.put(random.nextBoolean() ? name : name + random.nextInt(100), anything(1));
            }
        }
        return made.build();
    }

    private void members(JsonObject type, int depth, JsonObject.Builder made) {
        for (JsonValue each : type.array("members").orElseThrow()) {
            JsonObject member = (JsonObject) each;
            boolean wanted = member.has("default") ? random.nextInt(4) == 0 : !rarely();
            if (wanted) {
                made.put(
                        member.string("name").orElseThrow(),
                        value(member.string("type").orElseThrow(), depth + 1));
            }
        }
        type.string("tag").ifPresent(tag -> {
            String chosen = made.build().string(tag).orElse("");
            type.array("variants").orElseThrow().items().stream()
                    .map(JsonObject.class::cast)
                    .filter(variant -> variant.string("case").orElseThrow().equals(chosen))
                    .findFirst()
                    .ifPresent(
                            variant -> members(infos.get(variant.string("type").orElseThrow()), depth, made));
        });
    }

    private JsonValue anything(int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> JsonNull.NULL;
            case 1 -> JsonBool.of(random.nextBoolean());
            case 2 -> NUMBERS[random.nextInt(NUMBERS.length)];
            case 3, 4 -> new JsonString(text());
            case 5 -> {
                JsonArray.Builder items = JsonArray.builder();
                for (int n = random.nextInt(3); n > 0; n--) {
                    items.add(anything(depth - 1));
                }
                yield items.build();
            }
            default -> {
                JsonObject.Builder members = JsonObject.builder();
                for (int n = random.nextInt(3); n > 0; n--) {
                    members.put(NAMES[random.nextInt(NAMES.length)], anything(depth - 1));
                }
                yield members.build();
            }
        };
    }

    private String text() {
        return TEXTS[random.nextInt(TEXTS.length)];
    }

    private JsonValue pick(JsonArray values) {
        return values.get(random.nextInt(values.size()));
    }
}
