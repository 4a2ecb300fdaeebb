package org.jobdeck.image;

/**
 * Whether two images are alike.
 *
 * @param verdict what was found
 * @param offset where the difference is, in bytes, where there is one
 * @param otherSize whether all they have in common is alike, but one is longer
 */
public record CompareResult(Verdict verdict, long offset, boolean otherSize) {

    /** What can be found. */
    public enum Verdict {
        /** The same data. */
        IDENTICAL,
        /** Other data. */
        CONTENT,
        /** Another length, which counts in strict mode only. */
        SIZE,
        /** Another status of a block, which counts in strict mode only. */
        STATUS
    }

    static CompareResult identical(boolean otherSize) {
        return new CompareResult(Verdict.IDENTICAL, 0, otherSize);
    }

    static CompareResult differs(Verdict verdict, long offset, boolean otherSize) {
        return new CompareResult(verdict, offset, otherSize);
    }
}
