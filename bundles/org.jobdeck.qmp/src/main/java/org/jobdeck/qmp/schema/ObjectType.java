package org.jobdeck.qmp.schema;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A struct, a union, or the arguments of a command.
 *
 * @param members those it always has, its base's first
 * @param choice what else it has, depending on one of these; empty for a struct
 * @param features the features of the type
 */
record ObjectType(List<Member> members, Optional<Choice> choice, List<String> features) implements SchemaType {
    /** The name of the type without members, which every schema has. */
    static final String EMPTY_NAME = "q_empty";

    /** The type without members. */
    static final ObjectType EMPTY = new ObjectType(List.of(), Optional.empty(), List.of());

    /**
     * The branches of a union.
     *
     * @param tag the member that chooses
     * @param branches the name of the object type whose members are added, by the tag's value, for every value
     */
    record Choice(String tag, SequencedMap<String, String> branches) {}
}
