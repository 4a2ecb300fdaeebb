package org.jobdeck.json;

/** A JSON truth value (QEMU: {@code QBool}). */
public enum JsonBool implements JsonValue {
    /** {@code true}. */
    TRUE(true),
    /** {@code false}. */
    FALSE(false);

    private final boolean value;

    JsonBool(boolean value) {
        this.value = value;
    }

    /** The JSON value of a Java boolean. */
    public static JsonBool of(boolean value) {
        return value ? TRUE : FALSE;
    }

    /** The Java boolean of this value. */
    public boolean value() {
        return value;
    }

    @Override
    public String toString() {
        return Boolean.toString(value);
    }
}
