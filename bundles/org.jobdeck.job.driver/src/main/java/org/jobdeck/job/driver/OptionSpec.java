package org.jobdeck.job.driver;

import java.util.List;

/**
 * An option of a job type.
 *
 * @param name as in the monitor protocol, {@code "on-source-error"}; the command line puts two dashes before it
 * @param kind what values it takes
 * @param required whether it must be given
 * @param defaultValue what holds if it is not given, or null; of the kind's Java type
 * @param min the least value of a number, size or rate; otherwise ignored
 * @param max the greatest value of a number, size or rate; otherwise ignored
 * @param choices the values of a choice; otherwise empty
 * @param help one line for users, without a full stop
 */
public record OptionSpec(
        String name,
        OptionKind kind,
        boolean required,
        Object defaultValue,
        long min,
        long max,
        List<String> choices,
        String help) {

    /** Makes the list unmodifiable. */
    public OptionSpec {
        choices = List.copyOf(choices);
    }

    /** An option that must be given. */
    public static OptionSpec required(String name, OptionKind kind, String help) {
        return new OptionSpec(name, kind, true, null, 0, Long.MAX_VALUE, List.of(), help);
    }

    /** An option with a default, which may be null. */
    public static OptionSpec optional(String name, OptionKind kind, Object defaultValue, String help) {
        return new OptionSpec(name, kind, false, defaultValue, 0, Long.MAX_VALUE, List.of(), help);
    }

    /** An option that takes one of some words. */
    public static OptionSpec choice(String name, List<String> choices, String defaultValue, String help) {
        return new OptionSpec(name, OptionKind.CHOICE, false, defaultValue, 0, 0, choices, help);
    }

    /** The same with bounds, both included. */
    public OptionSpec between(long newMin, long newMax) {
        return new OptionSpec(name, kind, required, defaultValue, newMin, newMax, choices, help);
    }
}
