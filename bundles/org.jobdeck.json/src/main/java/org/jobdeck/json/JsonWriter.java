package org.jobdeck.json;

import java.util.Objects;

/**
 * Writes values as ASCII text.
 *
 * <p>Strings stand in double quotes; what is not printable ASCII is escaped as {@code \}{@code uXXXX} with capital
 * letters, in pairs beyond U+FFFF, and what is no character is written as U+FFFD. Doubles have up to 17 significant
 * digits. A compact text is one line without an end, with {@code ", "} and {@code ": "} between its parts. A pretty
 * text has a line for each element and member, indented by 4 spaces a level, and no line end after the last; an empty
 * object or array takes two lines.
 *
 * @param layout one line or many
 * @param order the order of members
 */
public record JsonWriter(Layout layout, MemberOrder order) {

    /** How a text is laid out. */
    public enum Layout {
        /** All on one line. */
        COMPACT,
        /** A line for each part. */
        PRETTY
    }

    /** Refuses null. */
    public JsonWriter {
        Objects.requireNonNull(layout, "layout");
        Objects.requireNonNull(order, "order");
    }

    /** One line, members as they were put in. */
    public static JsonWriter compact() {
        return new JsonWriter(Layout.COMPACT, MemberOrder.INSERTION);
    }

    /** Many lines, members as they were put in. */
    public static JsonWriter pretty() {
        return new JsonWriter(Layout.PRETTY, MemberOrder.INSERTION);
    }

    /** The same layout with another order of members. */
    public JsonWriter withOrder(MemberOrder other) {
        return new JsonWriter(layout, other);
    }

    /** The text of a value. */
    public String write(JsonValue value) {
        AsciiText text = new AsciiText(0);
        append(text, value);
        return text.toString();
    }

    /** Appends the text of a value. */
    public void append(AsciiText text, JsonValue value) {
        new TextBuilder(text, this).append(value);
    }
}
