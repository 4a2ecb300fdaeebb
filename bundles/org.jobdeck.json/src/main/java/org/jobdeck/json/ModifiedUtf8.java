package org.jobdeck.json;

import java.io.ByteArrayOutputStream;

/**
 * UTF-8 as QEMU reads it: U+0000 may also be the two bytes C0 80, and surrogates, noncharacters and other overlong
 * forms are refused.
 */
final class ModifiedUtf8 {
    static final char REPLACEMENT = '\uFFFD';
    private static final int INVALID = -1;
    private static final int SIX_BITS = 0x3F;

    private ModifiedUtf8() {}

    /** Where a sequence of bytes ended, and its code point or -1 if it stands for none. */
    record Decoded(int codePoint, int end) {
        boolean valid() {
            return codePoint != INVALID;
        }
    }

    /** The sequence that starts at a position; {@code limit} is where the bytes end. */
    static Decoded decode(byte[] bytes, int start, int limit) {
        int lead = bytes[start] & 0xFF;
        if (lead < 0x80) {
            return new Decoded(lead, start + 1);
        }
        int length = Integer.numberOfLeadingZeros(~(lead << 24));
        if (length < 2 || length > 6) {
            return new Decoded(INVALID, start + 1);
        }
        int codePoint = lead & SIX_BITS >> length - 1;
        int at = start + 1;
        while (at < start + length && at < limit && (bytes[at] & 0xC0) == 0x80) {
            codePoint = codePoint << 6 | bytes[at] & SIX_BITS;
            at++;
        }
        boolean whole = at == start + length;
        boolean shortest = length == lengthOf(codePoint) || codePoint == 0 && length == 2;
        return new Decoded(whole && shortest && isCharacter(codePoint) ? codePoint : INVALID, at);
    }

    /** Whether a number is a code point that may stand in a string. */
    static boolean isCharacter(int codePoint) {
        return codePoint >= 0
                && codePoint <= Character.MAX_CODE_POINT
                && !(codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE)
                && !(codePoint >= 0xFDD0 && codePoint <= 0xFDEF)
                && (codePoint & 0xFFFE) != 0xFFFE;
    }

    /** The text of some bytes up to the first zero byte, as C prints it; what is invalid becomes U+FFFD. */
    static String printable(byte[] bytes, int start, int limit) {
        StringBuilder text = new StringBuilder();
        for (int at = start; at < limit && bytes[at] != 0; ) {
            Decoded decoded = decode(bytes, at, limit);
            text.appendCodePoint(decoded.valid() ? decoded.codePoint() : REPLACEMENT);
            at = decoded.end();
        }
        return text.toString();
    }

    /** The bytes of a text; U+0000 becomes C0 80 and an unpaired surrogate the three bytes of its number. */
    static byte[] encode(CharSequence text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        text.codePoints().forEach(codePoint -> {
            if (codePoint == 0) {
                bytes.write(0xC0);
                bytes.write(0x80);
            } else {
                append(bytes, codePoint);
            }
        });
        return bytes.toByteArray();
    }

    /** The ordinary UTF-8 bytes of a code point, of a surrogate too. */
    static byte[] bytesOf(int codePoint) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4);
        append(bytes, codePoint);
        return bytes.toByteArray();
    }

    private static void append(ByteArrayOutputStream bytes, int codePoint) {
        int length = lengthOf(codePoint);
        if (length == 1) {
            bytes.write(codePoint);
            return;
        }
        bytes.write(0xFF00 >> length & 0xFF | codePoint >> 6 * (length - 1));
        for (int shift = 6 * (length - 2); shift >= 0; shift -= 6) {
            bytes.write(0x80 | codePoint >> shift & SIX_BITS);
        }
    }

    private static int lengthOf(int codePoint) {
        if (codePoint < 0x80) {
            return 1;
        }
        if (codePoint < 0x800) {
            return 2;
        }
        return codePoint < 0x10000 ? 3 : 4;
    }
}
