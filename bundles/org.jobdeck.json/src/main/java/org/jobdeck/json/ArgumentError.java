package org.jobdeck.json;

/**
 * The texts that refuse an argument (QEMU: {@code QERR_MISSING_PARAMETER} and its neighbours).
 *
 * <p>Most name a member by its path, like {@code actions[0].data.node}; QEMU has some that know only the member's own
 * name, and call an element of an array {@code null}.
 */
public final class ArgumentError {
    /** What QEMU calls an element of an array where it knows only names. */
    public static final String NAMELESS = "null";

    private ArgumentError() {}

    /** {@code Parameter '%s' is missing}. */
    public static JsonException missing(String path) {
        return new JsonException("Parameter '" + path + "' is missing");
    }

    /** {@code Invalid parameter type for '%s', expected: %s}. */
    public static JsonException wrongType(String path, String expected) {
        return new JsonException("Invalid parameter type for '" + path + "', expected: " + expected);
    }

    /** {@code Parameter '%s' is unexpected}. */
    public static JsonException unexpected(String path) {
        return new JsonException("Parameter '" + path + "' is unexpected");
    }

    /** {@code Parameter '%s' does not accept value '%s'}; {@link #NAMELESS} for an element of an array. */
    public static JsonException notAccepted(String name, String value) {
        return new JsonException("Parameter '" + name + "' does not accept value '" + value + "'");
    }

    /** {@code Parameter '%s' expects %s}. */
    public static JsonException expects(String pathOrName, String expected) {
        return new JsonException("Parameter '" + pathOrName + "' expects " + expected);
    }
}
