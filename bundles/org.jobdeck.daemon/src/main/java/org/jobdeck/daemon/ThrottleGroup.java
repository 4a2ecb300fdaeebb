package org.jobdeck.daemon;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jobdeck.json.JsonArguments;
import org.jobdeck.json.JsonException;
import org.jobdeck.qmp.QmpException;

/**
 * Limits that nodes can share (QEMU: throttle-group). The driver that keeps to them is to come; until then a group can be
 * made, and its values are checked.
 *
 * @param limits the values, given together or one by one
 */
record ThrottleGroup(ThrottleLimits limits) implements UserObject {

    private static final String SINGLE = "x-";

    /**
     * Reads the limits.
     *
     * @throws QmpException if one is out of its range, or those that were given together do not fit
     */
    static ThrottleGroup of(JsonArguments arguments) throws QmpException, JsonException {
        Map<String, Long> values = new HashMap<>();
        if (arguments.has("limits")) {
            read(arguments.object("limits"), Function.identity(), " value must be in the range ", values);
            new ThrottleLimits(values).check();
        }
        for (String name : ThrottleLimits.NAMES) {
            if (arguments.has(SINGLE + name) && arguments.integer(SINGLE + name) < 0) {
                throw QmpException.generic("Property values cannot be negative");
            }
        }
        // the space is missing in QEMU's text, too
        read(arguments, name -> SINGLE + name, " value must be in therange ", values);
        return new ThrottleGroup(new ThrottleLimits(values));
    }

    private static void read(
            JsonArguments from, Function<String, String> member, String outOfRange, Map<String, Long> values)
            throws QmpException, JsonException {
        for (String name : ThrottleLimits.NAMES) {
            String given = member.apply(name);
            if (from.has(given)) {
                long value = from.integer(given);
                if (ThrottleLimits.isLength(name) && value > ThrottleLimits.LONGEST) {
                    throw QmpException.generic(given + outOfRange + "[0, " + ThrottleLimits.LONGEST + "]");
                }
                values.put(name, value);
            }
        }
    }

    @Override
    public void complete() throws QmpException {
        limits.check();
    }

    @Override
    public void close() {
        // it holds nothing
    }
}
