package org.jobdeck.ui.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers of bytes as people write them: a number and a unit. */
public final class Amount {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,19}(\\.\\d{0,9})?");

    /** The units, from the least. */
    public enum Unit {
        /** One byte. */
        B("B", 1),
        /** 1024 bytes. */
        KIB("KiB", 1L << 10),
        /** 1024 KiB. */
        MIB("MiB", 1L << 20),
        /** 1024 MiB. */
        GIB("GiB", 1L << 30),
        /** 1024 GiB. */
        TIB("TiB", 1L << 40);

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

    private Amount() {}

    /** The bytes that were written, as in "2.5" of a unit; empty if that is not a number of bytes. */
    public static Optional<Long> parse(String number, Unit unit) {
        String plain = number.strip().replace(',', '.');
        if (!NUMBER.matcher(plain).matches()) {
            return Optional.empty();
        }
        BigInteger bytes =
                new BigDecimal(plain).multiply(BigDecimal.valueOf(unit.bytes)).toBigInteger();
        return bytes.bitLength() < Long.SIZE ? Optional.of(bytes.longValue()) : Optional.empty();
    }

    /** The greatest unit in which the bytes are a whole number. */
    public static Unit unitFor(long bytes) {
        Unit best = Unit.B;
        for (Unit unit : Unit.values()) {
            if (bytes > 0 && bytes % unit.bytes == 0) {
                best = unit;
            }
        }
        return best;
    }

    /** The bytes as a number of a unit, without needless zeros. */
    public static String format(long bytes, Unit unit) {
        return BigDecimal.valueOf(bytes)
                .divide(BigDecimal.valueOf(unit.bytes))
                .stripTrailingZeros()
                .toPlainString();
    }
}
