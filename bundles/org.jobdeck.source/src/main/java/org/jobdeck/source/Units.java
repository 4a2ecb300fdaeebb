package org.jobdeck.source;

import java.time.Duration;
import java.util.Locale;
import org.jobdeck.job.common.JobProgress;

/** Numbers as people read them; plain ASCII. */
public final class Units {

    private static final String[] SIZES = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private Units() {}

    /** A number of bytes in powers of 1024 with three digits, as in "1.25 MiB". */
    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (Math.abs(value) >= 999.5 && unit < SIZES.length - 1) {
            value /= 1024;
            unit++;
        }
        if (unit == 0) {
            return bytes + " B";
        }
        int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
        return String.format(Locale.ROOT, "%." + decimals + "f %s", value, SIZES[unit]);
    }

    /** Bytes a second, as in "50.0 MiB/s". */
    public static String rate(long bytesPerSecond) {
        return bytes(bytesPerSecond) + "/s";
    }

    /** A speed limit, as in "50 MiB/s"; "none" for 0. */
    public static String limit(long bytesPerSecond) {
        if (bytesPerSecond == 0) {
            return "none";
        }
        int unit = 0;
        long value = bytesPerSecond;
        while (value >= 1024 && value % 1024 == 0 && unit < SIZES.length - 1) {
            value /= 1024;
            unit++;
        }
        return value < 10_000 ? value + " " + SIZES[unit] + "/s" : rate(bytesPerSecond);
    }

    /** A length of time in whole seconds, as in "1 h 05 min", "3 min 20 s" or "12 s". */
    public static String time(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
        }
        if (seconds < 86_400) {
            return String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds % 3600 / 60);
        }
        return String.format(Locale.ROOT, "%d d %02d h", seconds / 86_400, seconds % 86_400 / 3600);
    }

    /**
     * How long ago something is, as in "4 s", "20 s", "3 min", "5 h" and "2 d": the longer it is ago, the less the rest
     * matters.
     */
    public static String age(Duration age) {
        long seconds = age.toSeconds();
        if (seconds < 60) {
            return (seconds < 10 ? seconds : seconds - seconds % 10) + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min";
        }
        return seconds < 86_400 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
    }

    /** How much is done, between 0 and 1; 0 while it is not known how much there is. */
    public static double fraction(JobProgress.Value progress) {
        if (progress.total() <= 0) {
            return 0;
        }
        return Math.clamp((double) progress.current() / progress.total(), 0.0, 1.0);
    }

    /** A fraction in whole per cent, rounded down so that only all is "100 %". */
    public static String percent(double fraction) {
        return (int) Math.floor(fraction * 100 + 1e-9) + " %";
    }
}
