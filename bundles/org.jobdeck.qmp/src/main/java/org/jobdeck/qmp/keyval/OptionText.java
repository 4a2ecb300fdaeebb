package org.jobdeck.qmp.keyval;

/** What both syntaxes of options have in common: keys end at an equals sign, values at a comma that is not doubled. */
final class OptionText {

    private OptionText() {}

    /**
     * A value that was read.
     *
     * @param text its characters, with commas that stand once
     * @param next where what follows it begins
     */
    record Value(String text, int next) {}

    /** Where the equals sign or comma is that ends the key which begins at a position; the text's end if there is none. */
    static int endOfKey(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '=' && text.charAt(at) != ',') {
            at++;
        }
        return at;
    }

    /** The value that begins at a position. */
    static Value value(String text, int from) {
        StringBuilder value = new StringBuilder();
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == ',') {
                if (at == text.length() || text.charAt(at) != ',') {
                    return new Value(value.toString(), at);
                }
                at++;
            }
            value.append(c);
        }
        return new Value(value.toString(), at);
    }

    /** Whether a key that stands alone asks for help. */
    static boolean isHelp(String key) {
        return key.equals("help") || key.equals("?");
    }
}
