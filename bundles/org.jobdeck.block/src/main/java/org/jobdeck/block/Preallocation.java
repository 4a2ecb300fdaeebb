package org.jobdeck.block;

import java.util.Locale;

/** How much of a disk's place is taken before anything is written there (QEMU: PreallocMode). */
public enum Preallocation {
    /** Nothing. */
    OFF,
    /** What the format notes about places, but not the places themselves. */
    METADATA,
    /** The places, without writing to them. */
    FALLOC,
    /** The places, by writing zeroes there. */
    FULL;

    /** Its name in the monitor protocol. */
    public String qmpName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The mode of an option.
     *
     * @throws BlockException if there is none of that name
     */
    public static Preallocation of(String option, String value) throws BlockException {
        for (Preallocation mode : values()) {
            if (mode.qmpName().equals(value)) {
                return mode;
            }
        }
        throw NodeOptions.wrongValue(option, value);
    }
}
