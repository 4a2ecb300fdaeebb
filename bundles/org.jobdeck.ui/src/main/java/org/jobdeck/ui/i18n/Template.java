package org.jobdeck.ui.i18n;

import java.util.ArrayList;
import java.util.List;

/**
 * A text with places for values, taken apart once: for what is written so often, as the cells of ten thousand jobs, that
 * {@link Messages#format} would read its pattern too often. Knows {@code {0}} and so on, and no choices; a single quote is
 * written twice, as there.
 *
 * <p>Immutable; any thread.
 */
public final class Template {

    /** Plain text, or the number of a value. */
    private sealed interface Piece {

        record Text(String text) implements Piece {}

        record Value(int number) implements Piece {}
    }

    private final List<Piece> pieces;

    private Template(List<Piece> pieces) {
        this.pieces = List.copyOf(pieces);
    }

    static Template parse(String pattern) {
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        while (at < pattern.length()) {
            int open = pattern.indexOf('{', at);
            int end = open < 0 ? pattern.length() : open;
            if (end > at) {
                pieces.add(new Piece.Text(pattern.substring(at, end).replace("''", "'")));
            }
            if (open >= 0) {
                int close = pattern.indexOf('}', open);
                pieces.add(new Piece.Value(Integer.parseInt(pattern, open + 1, close, 10)));
                end = close + 1;
            }
            at = end;
        }
        return new Template(pieces);
    }

    /** The text with those values. */
    public String with(String... values) {
        StringBuilder text = new StringBuilder();
        for (Piece piece : pieces) {
            switch (piece) {
                case Piece.Text(String plain) -> text.append(plain);
                case Piece.Value(int number) -> text.append(values[number]);
            }
        }
        return text.toString();
    }
}
