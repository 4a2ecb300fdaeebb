package org.jobdeck.ui.model.filter;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What {@code is:} asks for. */
public enum FilterTrait {
    /** At work, but without progress for long. */
    STALLED("stalled"),
    /** There, and its work not over: neither concluded nor ended. */
    LIVE("live"),
    /** There no more, and only shown until it is cleared away. */
    ENDED("ended"),
    /** Concluded and not dismissed: it still takes its id. */
    CONCLUDED("concluded");

    private final String word;

    FilterTrait(String word) {
        this.word = word;
    }

    /** How it is written after the colon. */
    public String word() {
        return word;
    }

    static Optional<FilterTrait> of(String word) {
        return Arrays.stream(values())
                .filter(t -> t.word.equalsIgnoreCase(word))
                .findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(FilterTrait::word).toList();
    }
}
