package org.jobdeck.block;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a group of nodes may do in a second (QEMU: ThrottleConfig). The values have been checked for whether they go
 * together.
 *
 * @param limits those that there are
 * @param operationSize requests longer than so many bytes count as several operations; 0: each is one
 */
public record ThrottleConfig(Map<Kind, Limit> limits, long operationSize) {

    private static final String OPERATION_SIZE = "iops-size";

    /** What is counted. */
    public enum Kind {
        /** Bytes that are read or written. */
        BPS_TOTAL("bps-total"),
        /** Bytes that are read. */
        BPS_READ("bps-read"),
        /** Bytes that are written. */
        BPS_WRITE("bps-write"),
        /** Requests. */
        IOPS_TOTAL("iops-total"),
        /** Reads. */
        IOPS_READ("iops-read"),
        /** Writes. */
        IOPS_WRITE("iops-write");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** The name as it is written. */
        public String text() {
            return text;
        }

        /** Whether bytes are counted, not requests. */
        boolean countsBytes() {
            return this == BPS_TOTAL || this == BPS_READ || this == BPS_WRITE;
        }

        /** Those that a request of one direction counts for. */
        static List<Kind> of(boolean write) {
            return write
                    ? List.of(BPS_TOTAL, IOPS_TOTAL, BPS_WRITE, IOPS_WRITE)
                    : List.of(BPS_TOTAL, IOPS_TOTAL, BPS_READ, IOPS_READ);
        }
    }

    /**
     * A limit.
     *
     * @param average how much a second in the long run
     * @param burst how much a second for a while; 0 means no more than usual
     * @param burstSeconds for how long a while
     */
    public record Limit(long average, long burst, long burstSeconds) {}

    /** No limit. */
    public static final ThrottleConfig NONE = new ThrottleConfig(Map.of(), 0);

    /** Copies the map. */
    public ThrottleConfig {
        limits = Map.copyOf(limits);
    }

    /** The limits of values by name: {@code bps-total}, {@code bps-total-max}, {@code bps-total-max-length} and so on. */
    public static ThrottleConfig of(Map<String, Long> values) {
        Map<Kind, Limit> limits = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            long average = values.getOrDefault(kind.text(), 0L);
            if (average > 0) {
                String burst = kind.text() + "-max";
                limits.put(
                        kind,
                        new Limit(average, values.getOrDefault(burst, 0L), values.getOrDefault(burst + "-length", 1L)));
            }
        }
        return new ThrottleConfig(limits, values.getOrDefault(OPERATION_SIZE, 0L));
    }
}
