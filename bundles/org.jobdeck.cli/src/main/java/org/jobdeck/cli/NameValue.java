package org.jobdeck.cli;

import picocli.CommandLine.TypeConversionException;

/**
 * What was written as {@code NAME=VALUE}.
 *
 * @param name what stands before the first equals sign; not empty
 * @param value what stands behind it
 */
record NameValue(String name, String value) {

    /**
     * Takes it apart.
     *
     * @param form how it is written in the help, as in "NAME=VALUE"
     */
    static NameValue parse(String text, String form) {
        int equals = text.indexOf('=');
        if (equals <= 0) {
            throw new TypeConversionException("'" + text + "' is not of the form " + form);
        }
        return new NameValue(text.substring(0, equals), text.substring(equals + 1));
    }
}
