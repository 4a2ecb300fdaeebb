package org.jobdeck.source.schema;

import java.util.List;

/** What a value may be, as a server describes it. */
public sealed interface ValueType {

    /** Text. */
    record Text() implements ValueType {}

    /** A whole number. */
    record Whole() implements ValueType {}

    /** A number that may have a fraction. */
    record Fraction() implements ValueType {}

    /** True or false. */
    record Flag() implements ValueType {}

    /** JSON's null. */
    record Nothing() implements ValueType {}

    /** Any value at all. */
    record Any() implements ValueType {}

    /**
     * One of some words.
     *
     * @param values in the server's order
     * @param deprecated those of them that should not be used any more
     */
    record Choice(List<String> values, List<String> deprecated) implements ValueType {
        /** Makes the lists unmodifiable. */
        public Choice {
            values = List.copyOf(values);
            deprecated = List.copyOf(deprecated);
        }
    }

    /**
     * A list.
     *
     * @param element the server's name of the elements' type, for {@link ServerSchema#type}
     */
    record ListOf(String element) implements ValueType {}

    /**
     * An object.
     *
     * @param name the server's name of the type, for {@link ServerSchema#members}
     */
    record Struct(String name) implements ValueType {}

    /**
     * One of several kinds of values.
     *
     * @param types the server's names of them, for {@link ServerSchema#type}
     */
    record Either(List<String> types) implements ValueType {
        /** Makes the list unmodifiable. */
        public Either {
            types = List.copyOf(types);
        }
    }
}
