package org.jobdeck.cli.image;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jobdeck.image.ImageException;

/** Amounts of bytes as the image commands take them. */
final class Sizes {

    private static final String SUFFIXES = "KMGTPE";
    private static final Pattern DECIMAL = Pattern.compile("([0-9]+)(\\.[0-9]*)?([bBkKmMgGtTpPeE])?");
    private static final Pattern HEX = Pattern.compile("0[xX]([0-9a-fA-F]{1,16})");
    private static final int MOST_DIGITS = 40;

    private Sizes() {}

    /**
     * An amount of bytes with or without a suffix.
     *
     * @return empty if that is none; negative if it is more than there can be
     */
    static Optional<BigInteger> parse(String text) {
        Matcher hex = HEX.matcher(text);
        if (hex.matches()) {
            return Optional.of(new BigInteger(hex.group(1), 16));
        }
        Matcher decimal = DECIMAL.matcher(text);
        if (!decimal.matches() || text.length() > MOST_DIGITS) {
            return Optional.empty();
        }
        String unit = decimal.group(3) == null ? "" : decimal.group(3).toUpperCase(java.util.Locale.ROOT);
        int power = SUFFIXES.indexOf(unit.isEmpty() ? "?" : unit) + 1;
        String fraction = decimal.group(2) == null ? "" : decimal.group(2);
        boolean whole = fraction.isEmpty() || fraction.matches("\\.0*");
        if (!whole && power == 0) {
            return Optional.empty();
        }
        BigInteger unitBytes = BigInteger.TWO.pow(10 * power);
        // a fraction is a floating-point number for QEMU, too
        double part = whole ? 0 : Double.parseDouble("0" + fraction) * unitBytes.doubleValue();
        return Optional.of(
                new BigInteger(decimal.group(1)).multiply(unitBytes).add(BigInteger.valueOf((long) (part + 0.5))));
    }

    /**
     * The value of an option or operand.
     *
     * @param what what messages call it
     */
    static long require(String what, String text) throws ImageException {
        BigInteger bytes = parse(text)
                .orElseThrow(() -> new ImageException("Invalid " + what
                        + " specified. You may use k, M, G, T, P or E suffixes for kilobytes, megabytes, gigabytes,"
                        + " terabytes, petabytes and exabytes."));
        if (bytes.bitLength() > 63) {
            throw new ImageException("Invalid " + what + " specified. Must be between 0 and " + Long.MAX_VALUE + ".");
        }
        return bytes.longValue();
    }
}
