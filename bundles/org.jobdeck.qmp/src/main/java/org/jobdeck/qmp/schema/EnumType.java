package org.jobdeck.qmp.schema;

import java.util.List;
import java.util.SequencedMap;

/**
 * A choice of names.
 *
 * @param values the features of each value, by its name, in the schema's order
 * @param features the features of the type
 */
record EnumType(SequencedMap<String, List<String>> values, List<String> features) implements SchemaType {}
