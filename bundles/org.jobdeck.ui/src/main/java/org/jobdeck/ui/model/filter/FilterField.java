package org.jobdeck.ui.model.filter;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a term can ask for by name, as in {@code state:ready}. */
public enum FilterField {
    /** The state, as the window writes it or as QEMU does; its beginning is enough. */
    STATE("state"),
    /** The type of the job. */
    TYPE("type"),
    /** The source. */
    SOURCE("source"),
    /** The machine. */
    VM("vm"),
    /** A node or its file. */
    NODE("node"),
    /** The user's name of the job. */
    ID("id"),
    /** Why it failed. */
    ERROR("error");

    private final String word;

    FilterField(String word) {
        this.word = word;
    }

    /** How it is written before the colon. */
    public String word() {
        return word;
    }

    static Optional<FilterField> of(String word) {
        return Arrays.stream(values())
                .filter(f -> f.word.equalsIgnoreCase(word))
                .findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(FilterField::word).toList();
    }
}
