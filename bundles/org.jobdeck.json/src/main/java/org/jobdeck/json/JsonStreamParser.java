package org.jobdeck.json;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Reads JSON values from a stream that comes in pieces (QEMU: {@code JSONMessageParser}).
 *
 * <p>Values end where their braces and brackets are balanced; line ends mean nothing. A number or keyword that stands
 * alone is complete when the byte after it has come. The dialect is QEMU's: strings may also stand in single quotes,
 * {@code \'} is an escape, names may not occur twice in an object, U+0000 may be encoded as C0 80, noncharacters are
 * refused, and a single zero takes no exponent ({@code 0.0e1} is a number, {@code 0e1} is not).
 *
 * <p>Every error goes to the sink and reading goes on. After stray bytes, all is skipped up to a brace, a bracket, a
 * comma, a colon, a line end, or any other control character but the tabulator; so a byte that JSON cannot contain,
 * like FF followed by a line end, brings a parser back from whatever it was in the middle of.
 *
 * <p>One thread at a time may use a parser; the sink is called in that thread, and may not feed the parser.
 */
public final class JsonStreamParser {
    private final JsonLimits limits;
    private final JsonSink sink;
    private final Lexer lexer;
    private List<Token> tokens = new ArrayList<>();
    private long tokenBytes;
    private int openObjects;
    private int openArrays;
    private char pendingHigh;

    /** A parser with QEMU's limits. */
    public JsonStreamParser(JsonSink sink) {
        this(JsonLimits.standard(), sink);
    }

    /** A parser with limits of its own; what exceeds them is an error like any other. */
    public JsonStreamParser(JsonLimits limits, JsonSink sink) {
        this.limits = Objects.requireNonNull(limits, "limits");
        this.sink = Objects.requireNonNull(sink, "sink");
        this.lexer = new Lexer(limits.maxBytes(), this::take);
    }

    /** Takes the next bytes, which are UTF-8 and may begin and end anywhere. */
    public void feed(byte[] bytes) {
        feed(bytes, 0, bytes.length);
    }

    /**
     * Takes the next bytes out of an array.
     *
     * @throws IndexOutOfBoundsException if the range is not within the array
     */
    public void feed(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        flushSurrogate();
        for (int i = offset; i < offset + length; i++) {
            lexer.accept(bytes[i] & 0xFF);
        }
    }

    /** Takes all remaining bytes of a buffer. */
    public void feed(ByteBuffer bytes) {
        flushSurrogate();
        while (bytes.hasRemaining()) {
            lexer.accept(bytes.get() & 0xFF);
        }
    }

    /** Takes the next characters; a pair of surrogates may be split between two calls. */
    public void feed(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            feed(text.charAt(i));
        }
    }

    private void feed(char character) {
        if (Character.isHighSurrogate(character)) {
            flushSurrogate();
            pendingHigh = character;
        } else if (pendingHigh != 0 && Character.isLowSurrogate(character)) {
            int codePoint = Character.toCodePoint(pendingHigh, character);
            pendingHigh = 0;
            feedCodePoint(codePoint);
        } else {
            flushSurrogate();
            if (character < 0x80) {
                lexer.accept(character);
            } else {
                feedCodePoint(character);
            }
        }
    }

    private void flushSurrogate() {
        if (pendingHigh != 0) {
            char unpaired = pendingHigh;
            pendingHigh = 0;
            feedCodePoint(unpaired);
        }
    }

    private void feedCodePoint(int codePoint) {
        for (byte value : ModifiedUtf8.bytesOf(codePoint)) {
            lexer.accept(value & 0xFF);
        }
    }

    /** Takes the end of the input: completes or refuses what is under way. The parser may then be fed again. */
    public void end() {
        flushSurrogate();
        lexer.end();
        if (!tokens.isEmpty()) {
            build();
        }
    }

    /** Whether a value has begun and is not complete; leading white space begins nothing. */
    public boolean isInsideValue() {
        return !tokens.isEmpty() || lexer.isInsideToken();
    }

    private void take(Token token) {
        count(token.type());
        String breach = breach(token);
        if (breach != null) {
            reset();
            sink.error(new JsonParseException(breach));
            return;
        }
        tokenBytes += token.text().length;
        tokens.add(token);
        boolean open = openObjects > 0 || openArrays > 0;
        if (!open || openObjects < 0 || openArrays < 0) {
            build();
        }
    }

    private void count(Token.Type type) {
        switch (type) {
            case OPEN_OBJECT -> openObjects++;
            case CLOSE_OBJECT -> openObjects--;
            case OPEN_ARRAY -> openArrays++;
            case CLOSE_ARRAY -> openArrays--;
            default -> {
                // other tokens neither open nor close anything
            }
        }
    }

    private String breach(Token token) {
        if (token.type() == Token.Type.STRAY) {
            return "JSON parse error, stray '" + token.printable() + "'";
        }
        if (token.type() == Token.Type.OVERLONG || tokenBytes + token.text().length + 1 > limits.maxBytes()) {
            return "JSON token size limit exceeded";
        }
        if (tokens.size() + 1 > limits.maxTokens()) {
            return "JSON token count limit exceeded";
        }
        return openObjects + openArrays > limits.maxNesting() ? "JSON nesting depth limit exceeded" : null;
    }

    private void build() {
        List<Token> complete = tokens;
        reset();
        JsonValue value;
        try {
            value = TreeBuilder.build(complete);
        } catch (JsonParseException e) {
            sink.error(e);
            return;
        }
        sink.value(value);
    }

    private void reset() {
        tokens = new ArrayList<>();
        tokenBytes = 0;
        openObjects = 0;
        openArrays = 0;
    }
}
