package org.jobdeck.qmp.schema;

/**
 * A list.
 *
 * @param element the name of the type of its elements
 */
record ArrayType(String element) implements SchemaType {

    /** The name of the type of lists of a type. */
    static String nameOf(String element) {
        return '[' + element + ']';
    }
}
