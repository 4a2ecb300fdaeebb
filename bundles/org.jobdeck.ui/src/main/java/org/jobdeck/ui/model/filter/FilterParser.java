package org.jobdeck.ui.model.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jobdeck.ui.i18n.Messages;

/**
 * Reads the line of the filter prompt: terms between blanks, all of which must hold.
 *
 * <p>A term is a word; {@code "quoted text"}; {@code /regular expression/}; {@code ~letters}, which occur in that order;
 * {@code name:value} of a {@link FilterField}; {@code is:trait} of a {@link FilterTrait}; or {@code !} before any of them.
 * The closing quote or slash may be missing at the end, as it is while the line is being written.
 */
public final class FilterParser {

    private static final Messages TEXTS = Messages.of(FilterParser.class);

    /** A name before a colon; what else has colons, as an address, is a word. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z]+");

    /** The expression cannot be understood; the message says why. */
    private static final class SyntaxException extends Exception {

        private static final long serialVersionUID = 1L;

        SyntaxException(String message) {
            super(message);
        }
    }

    /**
     * What became of a line.
     *
     * @param filter what it wants; everything if it cannot be understood
     * @param problem why it cannot be understood, a sentence; empty if it can
     */
    public record Parsed(Filter filter, Optional<String> problem) {}

    private final String line;
    private int at;

    private FilterParser(String line) {
        this.line = line;
    }

    /** Reads a line. */
    public static Parsed parse(String line) {
        try {
            return new Parsed(new FilterParser(line).terms(), Optional.empty());
        } catch (SyntaxException e) {
            return new Parsed(new Filter.And(List.of()), Optional.of(e.getMessage()));
        }
    }

    private Filter terms() throws SyntaxException {
        List<Filter> terms = new ArrayList<>();
        skipBlanks();
        while (at < line.length()) {
            term().ifPresent(terms::add);
            skipBlanks();
        }
        return new Filter.And(terms);
    }

    /** One term; empty where only its sign is written so far. */
    private Optional<Filter> term() throws SyntaxException {
        char sign = line.charAt(at);
        switch (sign) {
            case '!' -> {
                at++;
                return atBlank() ? Optional.empty() : term().map(Filter.Not::new);
            }
            case '/' -> {
                String expression = until('/');
                return expression.isEmpty() ? Optional.empty() : Optional.of(regex(expression));
            }
            case '~' -> {
                at++;
                String letters = text();
                return letters.isEmpty() ? Optional.empty() : Optional.of(new Filter.Fuzzy(letters));
            }
            default -> {
                return word();
            }
        }
    }

    private Optional<Filter> word() throws SyntaxException {
        int colon = line.indexOf(':', at);
        int end = endOfWord();
        if (line.charAt(at) != '"'
                && colon > at
                && colon < end
                && (colon < end - 1 || isName(line.substring(at, colon)))
                && NAME.matcher(line.substring(at, colon)).matches()) {
            String name = line.substring(at, colon);
            at = colon + 1;
            return named(name, text());
        }
        String text = text();
        return text.isEmpty() ? Optional.empty() : Optional.of(new Filter.Contains(text));
    }

    private static boolean isName(String word) {
        return word.equalsIgnoreCase("is") || FilterField.of(word).isPresent();
    }

    private static Optional<Filter> named(String name, String value) throws SyntaxException {
        if (name.equalsIgnoreCase("is")) {
            return value.isEmpty() ? Optional.empty() : Optional.of(is(value));
        }
        Optional<FilterField> field = FilterField.of(name);
        if (field.isEmpty()) {
            throw new SyntaxException(TEXTS.format("no.such.name", name, String.join(", ", FilterField.words())));
        }
        return value.isEmpty() ? Optional.empty() : Optional.of(new Filter.Value(field.get(), value));
    }

    private static Filter is(String value) throws SyntaxException {
        return new Filter.Is(FilterTrait.of(value)
                .orElseThrow(() -> new SyntaxException(
                        TEXTS.format("no.such.trait", value, String.join(", ", FilterTrait.words())))));
    }

    private static Filter regex(String expression) throws SyntaxException {
        try {
            Pattern pattern = Pattern.compile(expression, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
            return new Filter.Regex(expression, pattern);
        } catch (PatternSyntaxException e) {
            throw new SyntaxException(TEXTS.format("wrong.regex", expression, e.getDescription()));
        }
    }

    /** The text up to the next blank, or the next quote if it begins with one. */
    private String text() {
        if (at < line.length() && line.charAt(at) == '"') {
            return until('"');
        }
        int end = endOfWord();
        String text = line.substring(at, end);
        at = end;
        return text;
    }

    /** What stands between the sign that is next and the same sign again, which a backslash takes the meaning from. */
    private String until(char sign) {
        StringBuilder text = new StringBuilder();
        at++;
        while (at < line.length() && line.charAt(at) != sign) {
            if (line.charAt(at) == '\\' && at + 1 < line.length() && line.charAt(at + 1) == sign) {
                at++;
            }
            text.append(line.charAt(at++));
        }
        at = Math.min(at + 1, line.length());
        return text.toString();
    }

    private int endOfWord() {
        int end = at;
        while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
            end++;
        }
        return end;
    }

    private boolean atBlank() {
        return at >= line.length() || Character.isWhitespace(line.charAt(at));
    }

    private void skipBlanks() {
        while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
            at++;
        }
    }
}
