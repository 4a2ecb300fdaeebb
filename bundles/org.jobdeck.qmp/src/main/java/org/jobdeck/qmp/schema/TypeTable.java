package org.jobdeck.qmp.schema;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** All types of a schema by name. Immutable, any thread. */
final class TypeTable {
    private final Map<String, SchemaType> types;

    TypeTable(Map<String, SchemaType> types) {
        this.types = new HashMap<>(types);
    }

    Optional<SchemaType> find(String name) {
        return Optional.ofNullable(types.get(name));
    }

    /**
     * The type of that name.
     *
     * @throws SchemaException if there is none
     */
    SchemaType get(String name) {
        return find(name)
                .orElseThrow(() -> new SchemaException("The type '" + name
                        + "' was asked for, which is not in the schema; define it or ask for another."));
    }

    /**
     * The object type of that name.
     *
     * @throws SchemaException if there is none
     */
    ObjectType object(String name) {
        if (get(name) instanceof ObjectType object) {
            return object;
        }
        throw new SchemaException(
                "The type '" + name + "' was asked for as an object, which it is not; ask for a struct or a union.");
    }
}
