package org.jobdeck.json;

/**
 * How much one JSON value may cost its reader.
 *
 * @param maxBytes the bytes of all its tokens together, at least 1
 * @param maxTokens the number of its tokens, at least 1
 * @param maxNesting the number of its objects and arrays open at one time, 0 to {@value #NESTING_CEILING}
 */
public record JsonLimits(int maxBytes, int maxTokens, int maxNesting) {
    /** The nesting that readers and writers can follow on an ordinary thread's stack. */
    public static final int NESTING_CEILING = 1024;

    private static final int QEMU_BYTES = 64 << 20;
    private static final int QEMU_TOKENS = 2 << 20;

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if a limit is out of its range
     */
    public JsonLimits {
        if (maxBytes < 1 || maxTokens < 1 || maxNesting < 0 || maxNesting > NESTING_CEILING) {
            throw new IllegalArgumentException("JSON limits of " + maxBytes + " bytes, " + maxTokens + " tokens and "
                    + maxNesting + " levels were asked for; give at least 1 byte, 1 token and 0 to " + NESTING_CEILING
                    + " levels.");
        }
    }

    /** QEMU's own limits: 64 MiB, 2 Mi tokens, 1024 levels. */
    public static JsonLimits standard() {
        return new JsonLimits(QEMU_BYTES, QEMU_TOKENS, NESTING_CEILING);
    }
}
