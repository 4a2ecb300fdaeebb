package org.jobdeck.cli;

import java.math.BigDecimal;
import java.util.Locale;
import picocli.CommandLine.TypeConversionException;

/** Numbers as users write them. */
final class Amounts {

    private static final String SUFFIXES = "KMGTPE";

    private Amounts() {}

    /**
     * A number of bytes, as qemu-img reads it: {@code 512}, {@code 64k}, {@code 1.5G}; the suffixes b, K, M, G, T, P and E
     * are powers of 1024 in either case.
     *
     * @throws TypeConversionException if it is not one, or not below 8 EiB
     */
    static long parseBytes(String text) {
        String number = text;
        int power = 0;
        if (!text.isEmpty()) {
            String last = text.substring(text.length() - 1).toUpperCase(Locale.ROOT);
            int index = SUFFIXES.indexOf(last);
            if (index >= 0 || last.equals("B")) {
                number = text.substring(0, text.length() - 1);
                power = index + 1;
            }
        }
        if (!number.matches("[0-9]+(\\.[0-9]+)?") || number.length() > 40) {
            throw new TypeConversionException(
                    "'" + text + "' is not an amount of bytes; write for instance 512, 64K, 1.5M or 2G");
        }
        BigDecimal bytes = new BigDecimal(number).multiply(BigDecimal.TWO.pow(10 * power));
        if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new TypeConversionException("'" + text + "' is more than there can be; it must be below 8E");
        }
        return bytes.longValue();
    }

    /** A whole number. */
    static long parseNumber(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is not a whole number");
        }
    }

    /**
     * The value itself.
     *
     * @throws TypeConversionException if it is less or more than may be
     */
    static long inRange(long value, long least, long most) {
        if (value < least || value > most) {
            throw new TypeConversionException(
                    "it takes values from " + least + " to " + most + ", but was given " + value);
        }
        return value;
    }

    /** Yes or no in any of the ways in which it is written. */
    static Boolean parseFlag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "on", "yes", "true" -> Boolean.TRUE;
            case "off", "no", "false" -> Boolean.FALSE;
            default -> throw new TypeConversionException("it takes on or off, but was given '" + text + "'");
        };
    }

    /** How many seconds: a whole number, with or without an s. */
    static long parseSeconds(String text) {
        String number = text.endsWith("s") ? text.substring(0, text.length() - 1) : text;
        if (!number.matches("[0-9]{1,9}")) {
            throw new TypeConversionException("'" + text + "' is not a number of seconds");
        }
        return Long.parseLong(number);
    }
}
