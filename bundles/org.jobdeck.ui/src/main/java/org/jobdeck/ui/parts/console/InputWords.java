package org.jobdeck.ui.parts.console;

import java.util.ArrayList;
import java.util.List;

/** Cuts a line at its spaces, but for those in quotes, braces and brackets. */
final class InputWords {

    /**
     * A piece of a line.
     *
     * @param start where it begins
     * @param text as it stands there, quotes and all
     */
    record Word(int start, String text) {}

    private InputWords() {}

    static List<Word> of(String line) {
        List<Word> words = new ArrayList<>();
        int start = -1;
        int depth = 0;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == ' ' && quote == 0 && depth == 0) {
                if (start >= 0) {
                    words.add(new Word(start, line.substring(start, i)));
                    start = -1;
                }
                continue;
            }
            if (start < 0) {
                start = i;
            }
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
            }
        }
        if (start >= 0) {
            words.add(new Word(start, line.substring(start)));
        }
        return words;
    }

    /** What a value means: the same without the quotes around it. */
    static String unquoted(String value) {
        boolean quoted = value.length() > 1
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(value.length() - 1) == value.charAt(0);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
