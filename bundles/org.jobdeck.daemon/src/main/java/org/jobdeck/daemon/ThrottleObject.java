package org.jobdeck.daemon;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jobdeck.block.ThrottleConfig;
import org.jobdeck.block.ThrottleGroup;
import org.jobdeck.block.ThrottleGroups;
import org.jobdeck.json.JsonArguments;
import org.jobdeck.json.JsonException;
import org.jobdeck.qmp.QmpException;

/**
 * Limits that nodes can share (QEMU: throttle-group). Main loop.
 */
final class ThrottleObject implements UserObject {

    private static final String SINGLE = "x-";

    private final String id;
    private final ThrottleLimits limits;
    private final ThrottleGroups groups;
    private ThrottleGroup group;

    private ThrottleObject(String id, ThrottleLimits limits, ThrottleGroups groups) {
        this.id = id;
        this.limits = limits;
        this.groups = groups;
    }

    /**
     * Reads the limits.
     *
     * @throws QmpException if one is out of its range, or those that were given together do not fit
     */
    static ThrottleObject of(String id, JsonArguments arguments, ThrottleGroups groups)
            throws QmpException, JsonException {
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
        return new ThrottleObject(id, new ThrottleLimits(values), groups);
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
        group = groups.add(id, ThrottleConfig.of(limits.values()));
    }

    @Override
    public boolean isInUse() {
        return group.size() > 0;
    }

    @Override
    public void close() {
        groups.remove(group);
    }
}
