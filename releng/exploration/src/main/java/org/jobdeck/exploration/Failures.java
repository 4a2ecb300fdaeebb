package org.jobdeck.exploration;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Texts of what was thrown. */
final class Failures {

    private static final int FRAMES = 8;

    private Failures() {}

    /** The failure with the innermost of its calls. */
    static String text(Throwable failure) {
        return failure
                + Arrays.stream(failure.getStackTrace())
                        .limit(FRAMES)
                        .map(frame -> " < " + frame.getFileName() + ":" + frame.getLineNumber())
                        .collect(Collectors.joining());
    }
}
