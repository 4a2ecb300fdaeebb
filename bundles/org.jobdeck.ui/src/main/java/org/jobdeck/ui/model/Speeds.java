package org.jobdeck.ui.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jobdeck.source.Units;

/** Speed limits to choose from and to write. */
public final class Speeds {

    private static final long MIB = 1L << 20;

    /** The limits of the menus in bytes a second; 0 is none. */
    public static final List<Long> PRESETS =
            List.of(0L, MIB, 5 * MIB, 10 * MIB, 25 * MIB, 50 * MIB, 100 * MIB, 250 * MIB, 500 * MIB, 1024 * MIB);

    private static final Pattern NUMBER = Pattern.compile("\\d{1,19}(\\.\\d{0,9})?");

    /** The units of a written limit. */
    public enum Unit {
        /** 1024 bytes a second. */
        KIB("KiB/s", 1L << 10),
        /** 1024 KiB/s. */
        MIB("MiB/s", 1L << 20),
        /** 1024 MiB/s. */
        GIB("GiB/s", 1L << 30);

        private final String label;
        private final long bytes;

        Unit(String label, long bytes) {
            this.label = label;
            this.bytes = bytes;
        }

        /** How it is written. */
        public String label() {
            return label;
        }
    }

    private Speeds() {}

    /** The text of a preset in a menu. */
    public static String label(long bytesPerSecond) {
        return bytesPerSecond == 0 ? "No limit" : Units.limit(bytesPerSecond);
    }

    /** The limit in bytes a second that was written, as in "2.5" of a unit; empty if that is not a limit. */
    public static Optional<Long> parse(String number, Unit unit) {
        String plain = number.strip().replace(',', '.');
        if (!NUMBER.matcher(plain).matches()) {
            return Optional.empty();
        }
        BigInteger bytes =
                new BigDecimal(plain).multiply(BigDecimal.valueOf(unit.bytes)).toBigInteger();
        return bytes.bitLength() < Long.SIZE ? Optional.of(bytes.longValue()) : Optional.empty();
    }

    /** The greatest unit in which a limit is a whole number; KiB/s for one that is none. */
    public static Unit unitFor(long bytesPerSecond) {
        Unit best = Unit.KIB;
        for (Unit unit : Unit.values()) {
            if (bytesPerSecond > 0 && bytesPerSecond % unit.bytes == 0) {
                best = unit;
            }
        }
        return bytesPerSecond == 0 ? Unit.MIB : best;
    }

    /** A limit as a number of a unit, without needless zeros. */
    public static String format(long bytesPerSecond, Unit unit) {
        return BigDecimal.valueOf(bytesPerSecond)
                .divide(BigDecimal.valueOf(unit.bytes))
                .stripTrailingZeros()
                .toPlainString();
    }
}
