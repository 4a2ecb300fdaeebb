package org.jobdeck.json;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Turns a number token into the narrowest of the three kinds of number. */
final class NumberLiteral {
    /** No 64-bit integer has more characters, and none with a sign has as many. */
    private static final int LONGEST_INTEGER = 20;

    private NumberLiteral() {}

    /** The number of a complete token. */
    static JsonNumber parse(Token token) {
        String text = new String(token.text(), StandardCharsets.US_ASCII);
        if (token.type() == Token.Type.INTEGER && text.length() <= LONGEST_INTEGER) {
            BigInteger value = new BigInteger(text);
            if (value.bitLength() < Long.SIZE) {
                return JsonNumber.of(value.longValue());
            }
            if (value.signum() > 0 && value.bitLength() == Long.SIZE) {
                return JsonNumber.ofUnsigned(value.longValue());
            }
        }
        return JsonNumber.of(Double.parseDouble(text));
    }
}
