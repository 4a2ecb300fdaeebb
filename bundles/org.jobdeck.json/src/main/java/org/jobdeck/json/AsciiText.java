package org.jobdeck.json;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing text of ASCII characters that can be sent as bytes without another copy.
 *
 * <p>Belongs to one thread.
 */
public final class AsciiText {
    private static final int SMALLEST = 16;

    private byte[] bytes;
    private int length;

    /** An empty text with room for that many characters before it has to grow. */
    public AsciiText(int capacity) {
        bytes = new byte[Math.max(SMALLEST, capacity)];
    }

    /** Appends a character, which must be of ASCII. */
    public AsciiText append(char character) {
        if (length == bytes.length) {
            grow(1);
        }
        bytes[length++] = (byte) character;
        return this;
    }

    /** Appends characters, all of which must be of ASCII. */
    public AsciiText append(String characters) {
        int count = characters.length();
        if (bytes.length - length < count) {
            grow(count);
        }
        byte[] target = bytes;
        int at = length;
        for (int i = 0; i < count; i++) {
            target[at + i] = (byte) characters.charAt(i);
        }
        length = at + count;
        return this;
    }

    /**
     * Appends the characters of a text from an index on, up to the first that cannot stand in a JSON string as it is.
     *
     * @return how many were appended
     */
    int appendPlain(String characters, int from) {
        int count = characters.length() - from;
        if (bytes.length - length < count) {
            grow(count);
        }
        for (int i = 0; i < count; i++) {
            char character = characters.charAt(from + i);
            if (character < ' ' || character > '~' || character == '"' || character == '\\') {
                length += i;
                return i;
            }
            bytes[length + i] = (byte) character;
        }
        length += count;
        return count;
    }

    /** The number of characters, which is that of the bytes. */
    public int length() {
        return length;
    }

    /** The text's own bytes from the first to the last; to be asked for when all is appended. */
    public ByteBuffer toBuffer() {
        return ByteBuffer.wrap(bytes, 0, length);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    private void grow(int more) {
        int needed = Math.addExact(length, more);
        bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(Integer.MAX_VALUE - 8L, 2L * bytes.length)));
    }
}
