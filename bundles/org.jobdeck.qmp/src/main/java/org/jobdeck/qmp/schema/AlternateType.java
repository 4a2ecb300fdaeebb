package org.jobdeck.qmp.schema;

import java.util.SequencedMap;
import org.jobdeck.json.JsonValue;

/**
 * One of several types, told apart by the kind of JSON value.
 *
 * @param name the type's name
 * @param branches the names of the types by the kind of their values, in the schema's order
 */
record AlternateType(String name, SequencedMap<Class<? extends JsonValue>, String> branches) implements SchemaType {}
