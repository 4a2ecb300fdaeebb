package org.jobdeck.block;

import java.util.List;

/**
 * What a check of an image found (QEMU: BdrvCheckResult).
 *
 * @param corruptions what is wrong and was not repaired
 * @param leaks clusters that are counted although nothing leads to them, and were not repaired
 * @param checkErrors what could not be looked at
 * @param corruptionsFixed what was wrong and is repaired
 * @param leaksFixed leaks that were repaired
 * @param imageEndOffset where the last cluster in use ends
 * @param totalClusters how many clusters the disk has
 * @param allocatedClusters how many of them have data of their own
 * @param fragmentedClusters how many of these do not follow the one before
 * @param compressedClusters how many of these are compressed
 * @param messages each finding in QEMU's words
 */
public record ImageCheck(
        long corruptions,
        long leaks,
        long checkErrors,
        long corruptionsFixed,
        long leaksFixed,
        long imageEndOffset,
        long totalClusters,
        long allocatedClusters,
        long fragmentedClusters,
        long compressedClusters,
        List<String> messages) {

    /** What of the findings is repaired. */
    public enum Repair {
        /** Nothing. */
        NONE,
        /** Leaks (QEMU: BDRV_FIX_LEAKS). */
        LEAKS,
        /** Everything (QEMU: BDRV_FIX_ERRORS and BDRV_FIX_LEAKS). */
        ALL;

        /** Whether leaks are repaired. */
        public boolean leaks() {
            return this != NONE;
        }

        /** Whether all else is repaired. */
        public boolean errors() {
            return this == ALL;
        }
    }

    /** Whether nothing is left to repair. */
    public boolean isSound() {
        return corruptions == 0 && leaks == 0 && checkErrors == 0;
    }
}
