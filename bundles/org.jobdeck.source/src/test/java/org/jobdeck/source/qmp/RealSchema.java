package org.jobdeck.source.qmp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonBool;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonNumber;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonParseException;
import org.jobdeck.json.JsonString;
import org.jobdeck.json.JsonValue;

/** What a real server answered to {@code query-qmp-schema}, and a check of commands against it. */
public final class RealSchema {
    private static final String NAME = "name";
    private static final String TYPE = "type";

    private final String text;
    private final Map<String, JsonObject> entities = new HashMap<>();

    private RealSchema(String text) throws JsonParseException {
        this.text = text;
        for (JsonValue value : (JsonArray) JsonDocument.parse(text)) {
            JsonObject entity = (JsonObject) value;
            entities.put(entity.string(NAME).orElseThrow(), entity);
        }
    }

    /** Reads one, as in "daemon-7.2.22". */
    public static RealSchema read(String which) throws IOException, JsonParseException {
        try (InputStream packed = RealSchema.class.getResourceAsStream("schema-" + which + ".json.gz");
                InputStream in = new GZIPInputStream(packed)) {
            return new RealSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** The whole answer. */
    public String text() {
        return text;
    }

    boolean has(String command) {
        return entities.containsKey(command);
    }

    /** What is wrong with a message that asks for a command; nothing if it is right. */
    public List<String> check(JsonObject message) {
        String command =
                message.string("execute").or(() -> message.string("exec-oob")).orElseThrow();
        JsonObject entity = entities.get(command);
        List<String> wrong = new ArrayList<>();
        if (entity == null || !metaType(entity).equals("command")) {
            wrong.add("no command " + command);
        } else {
            if (features(entity).contains(new JsonString("deprecated"))) {
                wrong.add(command + " is deprecated");
            }
            JsonValue arguments = message.get("arguments").orElse(JsonObject.empty());
            check(entity.string("arg-type").orElseThrow(), arguments, command, wrong);
        }
        return wrong;
    }

    private static String metaType(JsonObject entity) {
        return entity.string("meta-type").orElseThrow();
    }

    private static List<JsonValue> features(JsonObject entity) {
        return entity.array("features").orElse(JsonArray.of()).items();
    }

    private void check(String type, JsonValue value, String place, List<String> wrong) {
        JsonObject entity = entities.get(type);
        switch (metaType(entity)) {
            case "builtin" -> expect(isA(entity.string("json-type").orElseThrow(), value), place, value, wrong);
            case "enum" -> expect(entity.array("values").orElseThrow().items().contains(value), place, value, wrong);
            case "array" -> {
                expect(value instanceof JsonArray, place, value, wrong);
                if (value instanceof JsonArray array) {
                    array.forEach(
                            item -> check(entity.string("element-type").orElseThrow(), item, place + "[]", wrong));
                }
            }
            case "object" -> {
                expect(value instanceof JsonObject, place, value, wrong);
                if (value instanceof JsonObject object) {
                    checkMembers(entity, object, place, wrong);
                }
            }
            case "alternate" -> {
                boolean fits = objects(entity, "members").stream().anyMatch(branch -> {
                    List<String> wrongThere = new ArrayList<>();
                    check(branch.string(TYPE).orElseThrow(), value, place, wrongThere);
                    return wrongThere.isEmpty();
                });
                expect(fits, place, value, wrong);
            }
            default -> wrong.add("no check for " + entity.toJson() + " of " + place);
        }
    }

    private void checkMembers(JsonObject type, JsonObject object, String place, List<String> wrong) {
        Set<String> known = new HashSet<>();
        List<JsonObject> types = new ArrayList<>(List.of(type));
        for (int i = 0; i < types.size(); i++) {
            for (JsonObject member : objects(types.get(i), "members")) {
                String name = member.string(NAME).orElseThrow();
                known.add(name);
                if (object.has(name)) {
                    check(member.string(TYPE).orElseThrow(), object.get(name).orElseThrow(), place + "." + name, wrong);
                } else if (!member.has("default")) {
                    wrong.add(place + "." + name + " is missing");
                }
            }
            String tag = types.get(i).string("tag").orElse("");
            for (JsonObject variant : objects(types.get(i), "variants")) {
                if (variant.string("case").equals(object.string(tag))) {
                    types.add(entities.get(variant.string(TYPE).orElseThrow()));
                }
            }
        }
        object.members().keySet().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> wrong.add(place + "." + name + " is unexpected"));
    }

    private static List<JsonObject> objects(JsonObject entity, String name) {
        return entity.array(name).orElse(JsonArray.of()).items().stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private static void expect(boolean right, String place, JsonValue value, List<String> wrong) {
        if (!right) {
            wrong.add(place + " is " + value.toJson());
        }
    }

    private static boolean isA(String jsonType, JsonValue value) {
        return switch (jsonType) {
            case "string" -> value instanceof JsonString;
            case "int" -> value instanceof JsonNumber number && number.asLong().isPresent();
            case "number" -> value instanceof JsonNumber;
            case "boolean" -> value instanceof JsonBool;
            default -> true;
        };
    }
}
