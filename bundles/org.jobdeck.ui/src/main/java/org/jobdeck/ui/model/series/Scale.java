package org.jobdeck.ui.model.series;

/**
 * The unit of an axis: large enough that its numbers stay short.
 *
 * @param size how many of the base unit one is
 * @param unit as in "MiB" or "min"
 */
public record Scale(double size, String unit) {

    private static final String[] BYTES = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private static final double MINUTES_FROM = 180;
    private static final double HOURS_FROM = 3 * 3600;

    /** For bytes up to that many. */
    public static Scale ofBytes(double most) {
        int power = 0;
        double size = 1;
        while (most / size >= 1024 && power < BYTES.length - 1) {
            size *= 1024;
            power++;
        }
        return new Scale(size, BYTES[power]);
    }

    /** For seconds up to that many. */
    public static Scale ofSeconds(double most) {
        if (most < MINUTES_FROM) {
            return new Scale(1, "s");
        }
        return most < HOURS_FROM ? new Scale(60, "min") : new Scale(3600, "h");
    }

    /** Values of the base unit in this one. */
    public double[] apply(double[] values) {
        double[] scaled = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            scaled[i] = values[i] / size;
        }
        return scaled;
    }
}
