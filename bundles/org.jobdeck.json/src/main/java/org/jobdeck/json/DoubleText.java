package org.jobdeck.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Doubles with 17 significant digits, as C's {@code %.17g} prints them. */
final class DoubleText {
    private static final int DIGITS = 17;
    private static final int SMALLEST_PLAIN_EXPONENT = -4;
    private static final MathContext ROUNDING = new MathContext(DIGITS, RoundingMode.HALF_EVEN);

    private DoubleText() {}

    /** The text; infinities are {@code inf} and {@code -inf}, which is what QEMU sends though it is not JSON. */
    static String of(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        String sign = Double.doubleToRawLongBits(value) < 0 ? "-" : "";
        double magnitude = Math.abs(value);
        if (Double.isInfinite(magnitude)) {
            return sign + "inf";
        }
        return magnitude == 0 ? sign + "0" : sign + finite(magnitude);
    }

    private static String finite(double magnitude) {
        BigDecimal rounded = new BigDecimal(magnitude).round(ROUNDING).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= SMALLEST_PLAIN_EXPONENT && exponent < DIGITS) {
            return rounded.toPlainString();
        }
        String digits = rounded.unscaledValue().toString();
        StringBuilder text = new StringBuilder(digits);
        if (digits.length() > 1) {
            text.insert(1, '.');
        }
        int size = Math.abs(exponent);
        return text.append('e')
                .append(exponent < 0 ? '-' : '+')
                .append(size < 10 ? "0" : "")
                .append(size)
                .toString();
    }
}
