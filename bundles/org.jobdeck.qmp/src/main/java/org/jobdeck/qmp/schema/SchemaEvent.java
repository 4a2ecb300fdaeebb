package org.jobdeck.qmp.schema;

import java.util.List;

/**
 * An event of a schema.
 *
 * @param name its name
 * @param data the name of the object type of its data
 * @param features its features
 */
record SchemaEvent(String name, String data, List<String> features) {}
