package org.jobdeck.block;

import java.util.Arrays;
import java.util.Locale;

/** What a node does when somebody writes nothing but zeroes (QEMU: BlockdevDetectZeroesOptions). */
public enum DetectZeroes {
    /** Writes them as they are. */
    OFF,
    /** Makes the range read as zeroes, which can be cheaper. */
    ON,
    /** The same, and the range may lose its place on the disk. */
    UNMAP;

    /** The spelling of the monitor protocol. */
    public String qmpName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static DetectZeroes ofQmpName(String name) throws BlockException {
        return Arrays.stream(values())
                .filter(value -> value.qmpName().equals(name))
                .findFirst()
                .orElseThrow(() -> NodeOptions.wrongValue(NodeSettings.DETECT_ZEROES, name));
    }
}
