package org.jobdeck.json;

/** Turns a string token, quotes and escapes and all, into its characters. */
final class StringLiteral {
    private static final int HEX_DIGITS = 4;

    private final byte[] bytes;
    private final StringBuilder text = new StringBuilder();
    private int at = 1;

    private StringLiteral(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The characters of a complete token. */
    static String unquote(byte[] token) throws JsonParseException {
        return new StringLiteral(token).read();
    }

    private String read() throws JsonParseException {
        while (at < bytes.length - 1) {
            if (bytes[at] == '\\') {
                readEscape();
            } else {
                ModifiedUtf8.Decoded decoded = ModifiedUtf8.decode(bytes, at, bytes.length);
                if (!decoded.valid()) {
                    throw JsonParseException.syntax("invalid UTF-8 sequence in string");
                }
                text.appendCodePoint(decoded.codePoint());
                at = decoded.end();
            }
        }
        return text.toString();
    }

    private void readEscape() throws JsonParseException {
        int start = at;
        int letter = bytes[at + 1];
        at += 2;
        switch (letter) {
            case '"', '\'', '\\', '/' -> text.append((char) letter);
            case 'b' -> text.append('\b');
            case 'f' -> text.append('\f');
            case 'n' -> text.append('\n');
            case 'r' -> text.append('\r');
            case 't' -> text.append('\t');
            case 'u' -> readUnicode(start);
            default -> throw JsonParseException.syntax("invalid escape sequence in string");
        }
    }

    private void readUnicode(int start) throws JsonParseException {
        int codePoint = hex(at);
        at += HEX_DIGITS;
        if (isHighSurrogate(codePoint) && at + 1 < bytes.length && bytes[at] == '\\' && bytes[at + 1] == 'u') {
            int low = hex(at + 2);
            if (low >= Character.MIN_LOW_SURROGATE && low <= Character.MAX_LOW_SURROGATE) {
                codePoint = Character.toCodePoint((char) codePoint, (char) low);
                at += 2 + HEX_DIGITS;
            }
        }
        if (!ModifiedUtf8.isCharacter(codePoint)) {
            String escape = ModifiedUtf8.printable(bytes, start, Math.min(at, bytes.length));
            throw JsonParseException.syntax(escape + " is not a valid Unicode character");
        }
        text.appendCodePoint(codePoint);
    }

    private static boolean isHighSurrogate(int codePoint) {
        return codePoint >= Character.MIN_HIGH_SURROGATE && codePoint <= Character.MAX_HIGH_SURROGATE;
    }

    /** The number that four hexadecimal digits form, or -1 if there are not as many. */
    private int hex(int from) {
        int value = 0;
        for (int i = from; i < from + HEX_DIGITS; i++) {
            int digit = i < bytes.length && bytes[i] > 0 ? Character.digit(bytes[i], 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }
}
