package org.jobdeck.json;

/**
 * A piece of JSON text.
 *
 * @param type what it is
 * @param text its bytes as they came, quotes included
 */
record Token(Type type, byte[] text) {

    /** What a token is. */
    enum Type {
        OPEN_OBJECT,
        CLOSE_OBJECT,
        OPEN_ARRAY,
        CLOSE_ARRAY,
        COLON,
        COMMA,
        INTEGER,
        FLOAT,
        KEYWORD,
        STRING,
        /** Bytes that form no token. */
        STRAY,
        /** Bytes that would form a token if there were not too many of them. */
        OVERLONG
    }

    /** The type of a byte that is a token of its own, or null. */
    static Type structural(int value) {
        return switch (value) {
            case '{' -> Type.OPEN_OBJECT;
            case '}' -> Type.CLOSE_OBJECT;
            case '[' -> Type.OPEN_ARRAY;
            case ']' -> Type.CLOSE_ARRAY;
            case ':' -> Type.COLON;
            case ',' -> Type.COMMA;
            default -> null;
        };
    }

    /** The bytes as text for a message. */
    String printable() {
        return ModifiedUtf8.printable(text, 0, text.length);
    }
}
