package org.jobdeck.ui.model;

import java.time.Duration;
import org.jobdeck.source.Units;

/** Numbers of the window that may be unknown: those show as a dash. */
public final class Figures {

    /** Stands for what cannot be told. */
    public static final String NONE = "–";

    private Figures() {}

    /** Bytes a second, as in "50.0 MiB/s"; a dash for none. */
    public static String rate(long bytesPerSecond) {
        return bytesPerSecond <= 0 ? NONE : Units.rate(bytesPerSecond);
    }

    /** A length of time, as in "3 min 20 s"; a dash for {@link JobView#UNKNOWN}. */
    public static String seconds(long seconds) {
        return seconds < 0 ? NONE : Units.time(Duration.ofSeconds(seconds));
    }
}
