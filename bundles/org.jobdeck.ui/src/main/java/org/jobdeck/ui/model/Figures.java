package org.jobdeck.ui.model;

import java.time.Duration;
import org.jobdeck.source.Units;
import org.jobdeck.ui.i18n.Messages;

/** Numbers of the window that may be unknown: those show as a dash. */
public final class Figures {

    /** Stands for what cannot be told. */
    public static final String NONE = "–";

    private static final Messages TEXTS = Messages.of(Figures.class);
    private static final String NO_LIMIT = TEXTS.get("limit.none");
    private static final String NEVER = TEXTS.get("eta.never");

    private Figures() {}

    /** Bytes a second, as in "50.0 MiB/s"; a dash for none. */
    public static String rate(long bytesPerSecond) {
        return bytesPerSecond <= 0 ? NONE : Units.rate(bytesPerSecond);
    }

    /** A speed limit, as in "50 MiB/s"; "none" for 0. */
    public static String limit(long bytesPerSecond) {
        return bytesPerSecond == 0 ? NO_LIMIT : Units.limit(bytesPerSecond);
    }

    /** A length of time, as in "3 min 20 s"; a dash for {@link JobView#UNKNOWN}, words for {@link JobView#NEVER}. */
    public static String seconds(long seconds) {
        if (seconds == JobView.NEVER) {
            return NEVER;
        }
        return seconds < 0 ? NONE : Units.time(Duration.ofSeconds(seconds));
    }
}
