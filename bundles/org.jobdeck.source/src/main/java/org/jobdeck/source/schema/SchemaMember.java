package org.jobdeck.source.schema;

import java.util.List;

/**
 * An argument of a command, or a member of an object within it.
 *
 * @param name as it is sent
 * @param type what it may be
 * @param optional whether it may be left out
 * @param features what the server says about it, as in "deprecated" or "unstable"
 */
public record SchemaMember(String name, ValueType type, boolean optional, List<String> features) {

    /** Makes the list unmodifiable. */
    public SchemaMember {
        features = List.copyOf(features);
    }

    /** Whether it should not be used any more. */
    public boolean isDeprecated() {
        return features.contains("deprecated");
    }

    /** Whether it may be taken away or altered at any time. */
    public boolean isUnstable() {
        return features.contains("unstable");
    }
}
