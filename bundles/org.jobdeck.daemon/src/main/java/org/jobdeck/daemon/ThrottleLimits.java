package org.jobdeck.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jobdeck.qmp.QmpException;

/**
 * Limits of bytes and of operations a second, for reads, writes and both together, each with a burst (QEMU:
 * ThrottleConfig).
 *
 * @param values what was given, by name; 0 means no limit
 */
record ThrottleLimits(Map<String, Long> values) {

    /** The names of all values. */
    static final List<String> NAMES;

    /** The largest length of a burst, in seconds. */
    static final long LONGEST = 0xFFFF_FFFFL;

    private static final List<String> KINDS = List.of("bps", "iops");
    private static final List<String> DIRECTIONS = List.of("total", "read", "write");
    private static final String SIZE = "iops-size";
    private static final long MOST = 1_000_000_000_000_000L;

    static {
        List<String> names = new ArrayList<>();
        for (String kind : KINDS) {
            for (String direction : DIRECTIONS) {
                String average = kind + "-" + direction;
                names.addAll(List.of(average, average + "-max", average + "-max-length"));
            }
        }
        names.add(SIZE);
        NAMES = List.copyOf(names);
    }

    /** Copies the map. */
    ThrottleLimits {
        values = Map.copyOf(values);
    }

    /** Whether a value of that name is the length of a burst. */
    static boolean isLength(String name) {
        return name.endsWith("-length");
    }

    private long value(String name) {
        return values.getOrDefault(name, 0L);
    }

    /**
     * Checks whether the values fit together (QEMU: throttle_is_valid).
     *
     * @throws QmpException with what is wrong first
     */
    void check() throws QmpException {
        for (String kind : KINDS) {
            refuseBothWays(kind, "");
            refuseBothWays(kind, "-max");
        }
        if (value(SIZE) != 0 && DIRECTIONS.stream().allMatch(direction -> value("iops-" + direction) == 0)) {
            throw QmpException.generic("iops size requires an iops value to be set");
        }
        for (String kind : KINDS) {
            for (String direction : DIRECTIONS) {
                checkOne(kind + "-" + direction);
            }
        }
    }

    private void refuseBothWays(String kind, String suffix) throws QmpException {
        boolean oneWay = value(kind + "-read" + suffix) != 0 || value(kind + "-write" + suffix) != 0;
        if (oneWay && value(kind + "-total" + suffix) != 0) {
            throw QmpException.generic(
                    "bps/iops/max total values and read/write values cannot be used at the same time");
        }
    }

    private void checkOne(String name) throws QmpException {
        long average = value(name);
        long burst = value(name + "-max");
        // a negative length counts as a very large one
        long length = values.getOrDefault(name + "-max-length", 1L) & LONGEST;
        if (average < 0 || burst < 0 || average > MOST || burst > MOST) {
            throw QmpException.generic("bps/iops/max values must be within [0, " + MOST + "]");
        }
        if (length == 0) {
            throw QmpException.generic("the burst length cannot be 0");
        }
        if (length > 1 && burst == 0) {
            throw QmpException.generic("burst length set without burst rate");
        }
        if (burst != 0 && length > MOST / burst) {
            throw QmpException.generic("burst length too high for this burst rate");
        }
        if (burst != 0 && average == 0) {
            throw QmpException.generic("bps_max/iops_max require corresponding bps/iops values");
        }
        if (burst != 0 && burst < average) {
            throw QmpException.generic("bps_max/iops_max cannot be lower than bps/iops");
        }
    }
}
