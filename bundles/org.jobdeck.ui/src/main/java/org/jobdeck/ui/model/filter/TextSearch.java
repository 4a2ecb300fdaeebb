package org.jobdeck.ui.model.filter;

import java.util.regex.Pattern;

/** Searches that make no garbage: a filter asks a hundred thousand jobs at each key that is pressed. */
final class TextSearch {

    private TextSearch() {}

    /** Whether the part occurs in the text, whatever its case. */
    static boolean contains(String text, String part) {
        int last = text.length() - part.length();
        for (int i = 0; i <= last; i++) {
            if (text.regionMatches(true, i, part, 0, part.length())) {
                return true;
            }
        }
        return false;
    }

    /** Whether the letters occur in the text in their order, whatever their case and whatever stands between them. */
    static boolean containsInOrder(String text, String letters) {
        int found = 0;
        for (int i = 0; i < text.length() && found < letters.length(); i++) {
            if (Character.toLowerCase(text.charAt(i)) == Character.toLowerCase(letters.charAt(found))) {
                found++;
            }
        }
        return found == letters.length();
    }

    /** Whether the pattern is found in the text; not if finding out takes unreasonably long. */
    static boolean finds(Pattern pattern, String text) {
        try {
            return pattern.matcher(new PatientText(text)).find();
        } catch (OutOfPatienceException e) {
            return false;
        }
    }

    /** Ends a search that would try all combinations of a nested repetition. */
    private static final class OutOfPatienceException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        OutOfPatienceException() {
            super("too many steps", null, false, false);
        }
    }

    /** A text that may be looked at only so often. */
    private static final class PatientText implements CharSequence {

        private static final int LOOKS = 5_000;
        private static final int LOOKS_PER_CHARACTER = 20;

        private final String text;
        private int looks;

        PatientText(String text) {
            this.text = text;
            this.looks = LOOKS + LOOKS_PER_CHARACTER * text.length();
        }

        @Override
        public char charAt(int index) {
            if (--looks < 0) {
                throw new OutOfPatienceException();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
