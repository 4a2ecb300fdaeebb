package org.jobdeck.json;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/** Cuts a stream of bytes into tokens; after stray bytes it skips to where a new value may begin. */
final class Lexer {
    /** Stands for the end of the input where a byte is expected. */
    private static final int END = -1;

    private static final int LARGE_BUFFER = 1 << 16;

    private enum State {
        BETWEEN,
        RECOVERY,
        STRING,
        ESCAPE,
        SIGN,
        ZERO,
        DIGITS,
        POINT,
        FRACTION,
        EXPONENT,
        EXPONENT_SIGN,
        EXPONENT_DIGITS,
        KEYWORD
    }

    private final int maxBytes;
    private final Consumer<Token> tokens;
    private ByteArrayOutputStream text = new ByteArrayOutputStream();
    private State state = State.BETWEEN;
    private int quote;

    Lexer(int maxBytes, Consumer<Token> tokens) {
        this.maxBytes = maxBytes;
        this.tokens = tokens;
    }

    /** Takes the next byte, 0 to 255. */
    void accept(int value) {
        step(value);
        if (text.size() > maxBytes) {
            emit(Token.Type.OVERLONG);
        }
    }

    /** Takes the end of the input: a token under way is completed or found wanting. The lexer may then be fed again. */
    void end() {
        if (state != State.BETWEEN && state != State.RECOVERY) {
            step(END);
        }
        state = State.BETWEEN;
    }

    /** Whether a token has begun and is not complete. */
    boolean isInsideToken() {
        return text.size() > 0;
    }

    private void step(int value) {
        switch (state) {
            case BETWEEN -> begin(value);
            case RECOVERY -> recover(value);
            case STRING -> inString(value);
            case ESCAPE -> goOn(value, mayBeQuoted(value) ? State.STRING : null);
            case SIGN -> goOn(value, firstDigit(value));
            case ZERO -> afterZero(value);
            case DIGITS -> afterDigits(value);
            case POINT -> goOn(value, isDigit(value) ? State.FRACTION : null);
            case FRACTION -> afterFraction(value);
            case EXPONENT -> goOn(value, value == '+' || value == '-' ? State.EXPONENT_SIGN : exponentDigit(value));
            case EXPONENT_SIGN -> goOn(value, exponentDigit(value));
            case EXPONENT_DIGITS -> goOnOrEnd(value, exponentDigit(value), Token.Type.FLOAT);
            case KEYWORD -> goOnOrEnd(value, isLetter(value) ? State.KEYWORD : null, Token.Type.KEYWORD);
        }
    }

    private void begin(int value) {
        Token.Type structural = Token.structural(value);
        if (structural != null) {
            text.write(value);
            emit(structural);
        } else if (value == '"' || value == '\'') {
            quote = value;
            goOn(value, State.STRING);
        } else if (value == '-') {
            goOn(value, State.SIGN);
        } else if (isDigit(value)) {
            goOn(value, firstDigit(value));
        } else if (isLetter(value)) {
            goOn(value, State.KEYWORD);
        } else if (value != ' ' && value != '\t' && value != '\r' && value != '\n') {
            goOn(value, null);
        }
    }

    private void recover(int value) {
        if (value != '\t' && !mayBeQuoted(value) || Token.structural(value) != null) {
            state = State.BETWEEN;
            begin(value);
        }
    }

    private void inString(int value) {
        if (value == quote) {
            text.write(value);
            emit(Token.Type.STRING);
        } else {
            State next = value == '\\' ? State.ESCAPE : State.STRING;
            goOn(value, mayBeQuoted(value) ? next : null);
        }
    }

    /** An exponent may not follow a single zero, JSON's grammar notwithstanding: QEMU reads 0e1 as 0 and a keyword. */
    private void afterZero(int value) {
        if (isDigit(value)) {
            goOn(value, null);
        } else {
            goOnOrEnd(value, value == '.' ? State.POINT : null, Token.Type.INTEGER);
        }
    }

    private void afterDigits(int value) {
        State next = switch (value) {
            case '.' -> State.POINT;
            case 'e', 'E' -> State.EXPONENT;
            default -> null;
        };
        goOnOrEnd(value, isDigit(value) ? State.DIGITS : next, Token.Type.INTEGER);
    }

    private void afterFraction(int value) {
        State next = value == 'e' || value == 'E' ? State.EXPONENT : null;
        goOnOrEnd(value, isDigit(value) ? State.FRACTION : next, Token.Type.FLOAT);
    }

    /** The byte belongs to the token; no next state means that with it there is no token. */
    private void goOn(int value, State next) {
        if (value != END) {
            text.write(value);
        }
        if (next == null) {
            emit(Token.Type.STRAY);
            state = State.RECOVERY;
        } else {
            state = next;
        }
    }

    /** The byte belongs to the token if there is a next state; otherwise the token is complete without it. */
    private void goOnOrEnd(int value, State next, Token.Type complete) {
        if (next != null) {
            goOn(value, next);
            return;
        }
        emit(complete);
        if (value != END) {
            begin(value);
        }
    }

    private void emit(Token.Type type) {
        byte[] bytes = text.toByteArray();
        if (bytes.length > LARGE_BUFFER) {
            text = new ByteArrayOutputStream();
        } else {
            text.reset();
        }
        state = State.BETWEEN;
        tokens.accept(new Token(type, bytes));
    }

    private static State firstDigit(int value) {
        if (value == '0') {
            return State.ZERO;
        }
        return isDigit(value) ? State.DIGITS : null;
    }

    private static State exponentDigit(int value) {
        return isDigit(value) ? State.EXPONENT_DIGITS : null;
    }

    private static boolean isDigit(int value) {
        return value >= '0' && value <= '9';
    }

    private static boolean isLetter(int value) {
        return value >= 'a' && value <= 'z';
    }

    /** Whether a byte may stand between quotes; none else is skipped in recovery but the tabulator. */
    private static boolean mayBeQuoted(int value) {
        return value >= ' ' && value < 0xFE;
    }
}
