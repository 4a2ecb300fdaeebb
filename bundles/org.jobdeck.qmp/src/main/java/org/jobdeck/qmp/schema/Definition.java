package org.jobdeck.qmp.schema;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonBool;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonString;
import org.jobdeck.json.JsonValue;

/**
 * One definition of a schema's text, not yet understood but for its kind and name.
 *
 * @param kind what it defines
 * @param name the name that it defines
 * @param body the whole of it
 * @param line the line of the text in which it begins, counted from 1
 */
record Definition(Kind kind, String name, JsonObject body, int line) {

    /** What can be defined, and with which further keys. */
    enum Kind {
        COMMAND("command", "data", "returns", "boxed", "allow-oob", "features"),
        EVENT("event", "data", "boxed", "features"),
        STRUCT("struct", "data", "base", "features"),
        UNION("union", "data", "base", "discriminator", "features"),
        ALTERNATE("alternate", "data"),
        ENUM("enum", "data", "features");

        private final String key;
        private final Set<String> others;

        Kind(String key, String... others) {
            this.key = key;
            this.others = Set.of(others);
        }
    }

    /**
     * The definition that an object is.
     *
     * @throws SchemaException if its kind is not clear, it has no name, or a key that the kind does not have
     */
    static Definition of(JsonObject body, int line) {
        List<Kind> kinds =
                Arrays.stream(Kind.values()).filter(kind -> body.has(kind.key)).toList();
        if (kinds.size() != 1) {
            throw wrong(
                    line, "one of command, event, struct, union, alternate and enum is wanted, " + body + " was found");
        }
        Kind kind = kinds.getFirst();
        String name = body.string(kind.key)
                .orElseThrow(() -> wrong(line, "a name is wanted after '" + kind.key + "', " + body + " was found"));
        Definition definition = new Definition(kind, name, body, line);
        for (String key : body.members().keySet()) {
            if (!key.equals(kind.key) && !kind.others.contains(key)) {
                throw definition.wrong("it has '" + key + "', which a " + kind.key + " does not have");
            }
        }
        return definition;
    }

    /** An error in this definition. */
    SchemaException wrong(String what) {
        return wrong(line, "'" + name + "' cannot be understood: " + what);
    }

    private static SchemaException wrong(int line, String what) {
        return new SchemaException("The schema is wrong in line " + line + ": " + what + ".");
    }

    Optional<JsonValue> value(String key) {
        return body.get(key);
    }

    /** The string that must be there. */
    String text(String key) {
        return body.string(key).orElseThrow(() -> wrong("a string is wanted after '" + key + "'"));
    }

    /** The object that must be there. */
    JsonObject object(String key) {
        return body.object(key).orElseThrow(() -> wrong("an object is wanted after '" + key + "'"));
    }

    /** The array that must be there. */
    JsonArray array(String key) {
        return body.array(key).orElseThrow(() -> wrong("an array is wanted after '" + key + "'"));
    }

    /** Whether the key is there and true. */
    boolean flag(String key) {
        if (!body.has(key)) {
            return false;
        }
        return body.get(key, JsonBool.class)
                .orElseThrow(() -> wrong("true or false is wanted after '" + key + "'"))
                .value();
    }

    /** The features of the definition itself. */
    List<String> features() {
        return features(body);
    }

    /** The features that the object which describes a part names. */
    List<String> features(JsonObject part) {
        if (!part.has("features")) {
            return List.of();
        }
        JsonArray array = part.array("features").orElseThrow(() -> wrong("an array is wanted after 'features'"));
        List<String> names = new ArrayList<>();
        for (JsonValue feature : array) {
            names.add(string(feature, "a feature"));
        }
        return List.copyOf(names);
    }

    /** The characters of a value that must be a string. */
    String string(JsonValue value, String what) {
        if (value instanceof JsonString string) {
            return string.value();
        }
        throw wrong(what + " must be a string, " + value + " was found");
    }
}
