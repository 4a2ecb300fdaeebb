package org.jobdeck.cli.image;

import java.util.Optional;

/**
 * An option of an image command.
 *
 * @param letter its short form without the dash; 0 if it has none
 * @param name its long form without dashes; empty if it has none
 * @param argument what its argument is called; empty if it takes none
 * @param help what it does
 */
public record ImageOption(char letter, String name, Optional<String> argument, String help) {

    static ImageOption flag(char letter, String name, String help) {
        return new ImageOption(letter, name, Optional.empty(), help);
    }

    static ImageOption flag(String name, String help) {
        return flag((char) 0, name, help);
    }

    static ImageOption flag(char letter, String help) {
        return flag(letter, "", help);
    }

    static ImageOption value(char letter, String name, String argument, String help) {
        return new ImageOption(letter, name, Optional.of(argument), help);
    }

    static ImageOption value(String name, String argument, String help) {
        return value((char) 0, name, argument, help);
    }

    static ImageOption value(char letter, String argument, String help) {
        return value(letter, "", argument, help);
    }

    /** What it is called where its value is asked for: the long form, or else the letter. */
    String key() {
        return name.isEmpty() ? String.valueOf(letter) : name;
    }

    boolean takesArgument() {
        return argument.isPresent();
    }
}
