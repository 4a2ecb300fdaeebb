package org.jobdeck.qmp.keyval;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the texts of options stand for. */
public final class OptionValues {
    private static final Pattern WHOLE =
            Pattern.compile("[ \\t-\\r]*([-+]?)(?:0[xX]([0-9a-fA-F]+)|(0[0-7]*)|([1-9][0-9]*))");
    private static final Pattern REAL =
            Pattern.compile("[ \\t-\\r]*[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?");
    private static final Pattern AMOUNT =
            Pattern.compile("[ \\t-\\r]*\\+?([0-9]+\\.?[0-9]*|\\.[0-9]+)([bBkKmMgGtTpPeE]?)");
    private static final Pattern HEX_AMOUNT = Pattern.compile("[ \\t-\\r]*\\+?0[xX]([0-9a-fA-F]+)");
    private static final String UNITS = "bkmgtpe";
    private static final int UNIT_BITS = 10;
    private static final int HEX = 16;
    private static final int OCTAL = 8;
    private static final int DECIMAL = 10;
    /** No 64-bit number has more digits, but for leading zeros. */
    private static final int LONGEST = 1000;

    private OptionValues() {}

    /** A truth value: on, yes, true, y, off, no, false, n. */
    public static Optional<Boolean> bool(String text) {
        return switch (text) {
            case "on", "yes", "true", "y" -> Optional.of(true);
            case "off", "no", "false", "n" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /** A signed 64-bit number in C's notations: decimal, 0x hexadecimal, 0 octal (QEMU: {@code qemu_strtoi64}). */
    public static OptionalLong signed(String text) {
        return whole(text)
                .filter(value -> value.bitLength() < Long.SIZE)
                .map(value -> OptionalLong.of(value.longValue()))
                .orElse(OptionalLong.empty());
    }

    /**
     * The bits of an unsigned 64-bit number in C's notations (QEMU: {@code qemu_strtou64}); one with a minus sign is
     * counted back from 2^64, as C does.
     */
    public static OptionalLong unsigned(String text) {
        return whole(text)
                .filter(value -> value.abs().bitLength() <= Long.SIZE)
                .map(value -> OptionalLong.of(value.longValue()))
                .orElse(OptionalLong.empty());
    }

    /**
     * The bits of an amount of bytes, less than 2^64: a number that may have a fraction and one of the units b, k, M, G,
     * T, P, E, or a hexadecimal one (QEMU: {@code qemu_strtosz}).
     */
    public static OptionalLong size(String text) {
        if (text.length() > LONGEST) {
            return OptionalLong.empty();
        }
        Matcher hex = HEX_AMOUNT.matcher(text);
        if (hex.matches()) {
            return fitting(new BigInteger(hex.group(1), HEX));
        }
        Matcher matcher = AMOUNT.matcher(text);
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        int unit = Math.max(0, UNITS.indexOf(matcher.group(2).toLowerCase(Locale.ROOT)));
        BigDecimal number = new BigDecimal(withoutOpenPoint(matcher.group(1)));
        boolean fraction = number.stripTrailingZeros().scale() > 0;
        if (fraction && unit == 0) {
            return OptionalLong.empty();
        }
        BigDecimal bytes = number.multiply(new BigDecimal(BigInteger.ONE.shiftLeft(UNIT_BITS * unit)));
        return fitting(bytes.setScale(0, RoundingMode.HALF_EVEN).toBigInteger());
    }

    /** A finite number (QEMU: {@code qemu_strtod_finite}). */
    public static Optional<Double> real(String text) {
        if (!REAL.matcher(text).matches()) {
            return Optional.empty();
        }
        return Optional.of(Double.parseDouble(text.strip())).filter(Double::isFinite);
    }

    private static OptionalLong fitting(BigInteger value) {
        return value.bitLength() <= Long.SIZE ? OptionalLong.of(value.longValue()) : OptionalLong.empty();
    }

    private static String withoutOpenPoint(String number) {
        return number.endsWith(".") ? number + '0' : number;
    }

    /** A whole number of any size in C's notations. */
    static Optional<BigInteger> whole(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher matcher = WHOLE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        BigInteger value;
        if (matcher.group(2) != null) {
            value = new BigInteger(matcher.group(2), HEX);
        } else if (matcher.group(3) != null) {
            value = new BigInteger(matcher.group(3), OCTAL);
        } else {
            value = new BigInteger(matcher.group(4), DECIMAL);
        }
        return Optional.of(matcher.group(1).equals("-") ? value.negate() : value);
    }
}
