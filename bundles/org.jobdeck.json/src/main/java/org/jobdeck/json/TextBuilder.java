package org.jobdeck.json;

import java.util.Collection;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Consumer;

/** Appends one value to a text in the way that a writer prescribes. */
final class TextBuilder {
    private static final String INDENT = "    ";
    private static final String HEX = "0123456789ABCDEF";

    private final AsciiText text;
    private final JsonWriter writer;
    private final MemberNames.Memory orders = new MemberNames.Memory();
    private int depth;

    TextBuilder(AsciiText text, JsonWriter writer) {
        this.text = text;
        this.writer = writer;
    }

    void append(JsonValue value) {
        switch (value) {
            case JsonObject object -> group('{', '}', names(object), name -> member(object, name));
            case JsonArray array -> group('[', ']', array.items(), this::append);
            case JsonString string -> quote(string.value());
            case JsonNumber number -> text.append(number.toString());
            case JsonBool bool -> text.append(bool.toString());
            case JsonNull nothing -> text.append(nothing.toString());
        }
    }

    private Collection<String> names(JsonObject object) {
        Set<String> names = object.members().keySet();
        return switch (writer.order()) {
            case INSERTION -> names;
            case QDICT -> orders.sort(names);
        };
    }

    private void member(JsonObject object, String name) {
        quote(name);
        text.append(": ");
        append(object.members().get(name));
    }

    private <T> void group(char open, char close, Collection<T> parts, Consumer<T> part) {
        boolean pretty = writer.layout() == JsonWriter.Layout.PRETTY;
        text.append(open);
        depth++;
        for (Iterator<T> all = parts.iterator(); all.hasNext(); ) {
            if (pretty) {
                newLine();
            }
            part.accept(all.next());
            if (all.hasNext()) {
                text.append(pretty ? "," : ", ");
            }
        }
        depth--;
        if (pretty) {
            newLine();
        }
        text.append(close);
    }

    private void newLine() {
        text.append('\n').append(INDENT.repeat(depth));
    }

    private void quote(String value) {
        text.append('"');
        int plain = text.appendPlain(value);
        if (plain < value.length()) {
            value.substring(plain).codePoints().forEach(this::character);
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
            default -> {
                if (codePoint >= ' ' && codePoint < 0x7F) {
                    text.append((char) codePoint);
                } else {
                    escape(ModifiedUtf8.isCharacter(codePoint) ? codePoint : ModifiedUtf8.REPLACEMENT);
                }
            }
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
