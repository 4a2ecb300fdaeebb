package org.jobdeck.json;

/** The JSON value {@code null} (QEMU: {@code QNull}). */
public enum JsonNull implements JsonValue {
    /** The only instance. */
    NULL;

    @Override
    public String toString() {
        return "null";
    }
}
