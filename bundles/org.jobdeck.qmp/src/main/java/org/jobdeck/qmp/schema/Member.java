package org.jobdeck.qmp.schema;

import java.util.List;

/**
 * A member of an object.
 *
 * @param name its name
 * @param type the name of its type
 * @param optional whether it may be left out
 * @param features its features
 */
record Member(String name, String type, boolean optional, List<String> features) {}
