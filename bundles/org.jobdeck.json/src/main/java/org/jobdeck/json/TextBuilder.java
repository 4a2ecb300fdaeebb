package org.jobdeck.json;

import java.util.Collection;
import java.util.List;

/** Appends one value to a text in the way that a writer prescribes. */
final class TextBuilder {
    private static final String INDENT = "    ";
    private static final String HEX = "0123456789ABCDEF";

    private static final int SHAPES = 32;

    private final AsciiText text;
    private final boolean pretty;
    private final MemberOrder order;
    /** The names last seen of objects with so many members, in both orders: lists are mostly of objects of one kind. */
    private final Shape[] shapes = new Shape[SHAPES];

    private int depth;

    private record Shape(String[] inserted, List<String> sorted) {
        boolean fits(Collection<String> names) {
            int i = 0;
            for (String name : names) {
                if (!name.equals(inserted[i++])) {
                    return false;
                }
            }
            return true;
        }
    }

    TextBuilder(AsciiText text, JsonWriter writer) {
        this.text = text;
        this.pretty = writer.layout() == JsonWriter.Layout.PRETTY;
        this.order = writer.order();
    }

    void append(JsonValue value) {
        switch (value) {
            case JsonObject object -> appendObject(object);
            case JsonArray array -> appendArray(array);
            case JsonString string -> quote(string.value());
            case JsonNumber number -> text.append(number.toString());
            case JsonBool bool -> text.append(bool.toString());
            case JsonNull nothing -> text.append(nothing.toString());
        }
    }

    private void appendObject(JsonObject object) {
        begin('{');
        boolean first = true;
        for (String name : names(object)) {
            separate(first);
            first = false;
            quote(name);
            text.append(": ");
            append(object.members().get(name));
        }
        end('}');
    }

    private void appendArray(JsonArray array) {
        begin('[');
        boolean first = true;
        for (JsonValue item : array.items()) {
            separate(first);
            first = false;
            append(item);
        }
        end(']');
    }

    private Collection<String> names(JsonObject object) {
        Collection<String> names = object.members().keySet();
        return switch (order) {
            case INSERTION -> names;
            case QDICT -> sorted(names);
        };
    }

    private List<String> sorted(Collection<String> names) {
        int size = names.size();
        if (size >= SHAPES) {
            return QDictOrder.sort(names);
        }
        Shape known = shapes[size];
        if (known == null || !known.fits(names)) {
            known = new Shape(names.toArray(String[]::new), QDictOrder.sort(names));
            shapes[size] = known;
        }
        return known.sorted;
    }

    private void begin(char open) {
        text.append(open);
        depth++;
    }

    private void separate(boolean first) {
        if (!first) {
            text.append(pretty ? "," : ", ");
        }
        if (pretty) {
            newLine();
        }
    }

    private void end(char close) {
        depth--;
        if (pretty) {
            newLine();
        }
        text.append(close);
    }

    private void newLine() {
        text.append('\n');
        for (int i = 0; i < depth; i++) {
            text.append(INDENT);
        }
    }

    private void quote(String value) {
        text.append('"');
        for (int i = text.appendPlain(value, 0); i < value.length(); i += text.appendPlain(value, i)) {
            int codePoint = value.codePointAt(i);
            character(codePoint);
            i += Character.charCount(codePoint);
        }
        text.append('"');
    }

    private void character(int codePoint) {
        switch (codePoint) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\b' -> text.append("\\b");
            case '\f' -> text.append("\\f");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> escape(ModifiedUtf8.isCharacter(codePoint) ? codePoint : ModifiedUtf8.REPLACEMENT);
        }
    }

    private void escape(int codePoint) {
        for (char unit : Character.toChars(codePoint)) {
            text.append("\\u");
            for (int shift = 12; shift >= 0; shift -= 4) {
                text.append(HEX.charAt(unit >> shift & 0xF));
            }
        }
    }
}
