package org.jobdeck.ui.parts.history;

import java.time.Duration;
import java.util.Locale;
import org.jobdeck.source.Units;

/** Lengths of time, short ones to the thousandth of a second. */
final class Lengths {

    private Lengths() {}

    static String of(Duration time) {
        Duration length = time.isNegative() ? Duration.ZERO : time;
        return length.toSeconds() >= 10
                ? Units.time(length)
                : String.format(Locale.ROOT, "%.3f s", length.toMillis() / 1000.0);
    }
}
