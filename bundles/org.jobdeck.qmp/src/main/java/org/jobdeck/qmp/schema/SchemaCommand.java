package org.jobdeck.qmp.schema;

import java.util.List;

/**
 * A command of a schema.
 *
 * @param name its name
 * @param arguments the name of the object type of its arguments
 * @param returns the name of the type of its result
 * @param outOfBand whether it may be executed out of band
 * @param features its features
 */
record SchemaCommand(String name, String arguments, String returns, boolean outOfBand, List<String> features) {}
