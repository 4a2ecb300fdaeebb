package org.jobdeck.job.driver;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jobdeck.job.common.JobException;
import org.jobdeck.loop.Errno;

/** Values for the options of a job type, checked against their declaration, defaults filled in. */
public final class OptionValues {

    private final Map<String, Object> values;

    private OptionValues(Map<String, Object> values) {
        this.values = values;
    }

    /**
     * Checks values.
     *
     * @param specs the declaration
     * @param given names and values, each of its kind's Java type
     * @throws JobException if one is missing, unknown, of the wrong type or out of bounds
     */
    public static OptionValues check(List<OptionSpec> specs, Map<String, Object> given) throws JobException {
        Map<String, Object> values = new LinkedHashMap<>();
        for (OptionSpec spec : specs) {
            Object value = given.getOrDefault(spec.name(), spec.defaultValue());
            if (value == null) {
                if (spec.required()) {
                    throw new JobException(Errno.EINVAL, "Parameter '" + spec.name() + "' is missing");
                }
                continue;
            }
            checkValue(spec, value);
            values.put(spec.name(), value);
        }
        for (String name : given.keySet()) {
            if (specs.stream().noneMatch(spec -> spec.name().equals(name))) {
                throw new JobException(Errno.EINVAL, "Parameter '" + name + "' is unexpected");
            }
        }
        return new OptionValues(values);
    }

    private static void checkValue(OptionSpec spec, Object value) throws JobException {
        Class<?> wanted = switch (spec.kind()) {
            case TEXT, EXISTING_FILE, FILE, NODE, CHOICE -> String.class;
            case SIZE, RATE, NUMBER -> Long.class;
            case FLAG -> Boolean.class;
        };
        if (!wanted.isInstance(value)) {
            throw new JobException(
                    Errno.EINVAL,
                    "Invalid parameter type for '" + spec.name() + "', expected: "
                            + spec.kind().name().toLowerCase(java.util.Locale.ROOT));
        }
        if (value instanceof Long number && (number < spec.min() || number > spec.max())) {
            throw new JobException(
                    Errno.EINVAL,
                    "Parameter '" + spec.name() + "' takes values from " + spec.min() + " to " + spec.max()
                            + ", but was given " + number);
        }
        if (spec.kind() == OptionKind.CHOICE && !spec.choices().contains(value)) {
            throw new JobException(
                    Errno.EINVAL, "Parameter '" + spec.name() + "' does not accept value '" + value + "'");
        }
    }

    /** A text, file name, node name or choice; null if there is none. */
    public String text(String name) {
        return (String) values.get(name);
    }

    /** A number, size or rate that was given or has a default. */
    public long number(String name) {
        return (Long) values.get(name);
    }

    /** A flag that was given or has a default. */
    public boolean flag(String name) {
        return (Boolean) values.get(name);
    }

    /** Whether there is a value. */
    public boolean has(String name) {
        return values.containsKey(name);
    }
}
