package org.jobdeck.qmp.schema;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonParseException;
import org.jobdeck.json.JsonSink;
import org.jobdeck.json.JsonStreamParser;
import org.jobdeck.json.JsonValue;

/** Cuts a schema's text into its definitions: JSON objects, with comments from {@code #} to the end of the line. */
final class SchemaText {
    private final List<Definition> definitions = new ArrayList<>();
    private int line;
    private int began;

    private SchemaText() {}

    /**
     * The definitions of a text in their order.
     *
     * @throws SchemaException if it is not a sequence of definitions
     */
    static List<Definition> definitions(String text) {
        return new SchemaText().read(text);
    }

    private List<Definition> read(String text) {
        JsonStreamParser parser = new JsonStreamParser(new JsonSink() {
            @Override
            public void value(JsonValue value) {
                take(value);
            }

            @Override
            public void error(JsonParseException error) {
                throw wrong(error.getMessage());
            }
        });
        text.lines().forEach(content -> {
            line++;
            if (!parser.isInsideValue()) {
                began = line;
            }
            parser.feed((withoutComment(content) + '\n').getBytes(StandardCharsets.UTF_8));
        });
        parser.end();
        return definitions;
    }

    private void take(JsonValue value) {
        if (value instanceof JsonObject object) {
            definitions.add(Definition.of(object, began));
        } else {
            throw wrong("a definition in braces is wanted, " + value + " was found");
        }
    }

    private SchemaException wrong(String what) {
        return new SchemaException("The schema is wrong in line " + line + ": " + what + ".");
    }

    private static String withoutComment(String content) {
        boolean quoted = false;
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            if (c == '\'') {
                quoted = !quoted;
            } else if (c == '#' && !quoted) {
                return content.substring(0, i);
            }
        }
        return content;
    }
}
