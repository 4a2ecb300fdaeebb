package org.jobdeck.qmp.schema;

import org.jobdeck.json.ArgumentError;
import org.jobdeck.json.JsonException;
import org.jobdeck.json.JsonValue;

/** How values without parts are written: as in JSON, or as text on the command line. Any thread. */
sealed interface ScalarReader permits JsonScalars, KeyvalScalars {

    /** How errors write the position in a list. */
    Place.IndexStyle indexStyle();

    /**
     * The value as JSON has it.
     *
     * @throws JsonException if it is not of that type
     */
    JsonValue read(BuiltinType type, JsonValue value, Place place) throws JsonException;

    /** The path by which most errors call a place. */
    default String path(Place place) {
        return place.path(indexStyle());
    }

    /** The name by which the other errors call a place. */
    static String bareName(Place place) {
        return place.name() == null ? ArgumentError.NAMELESS : place.name();
    }

    /**
     * Checks the range of a whole number that was read.
     *
     * @throws JsonException {@code Parameter '%s' expects %s} with the member's own name and C's name of the type
     */
    static void requireRange(BuiltinType type, long bits, Place place) throws JsonException {
        if (!type.holds(bits)) {
            throw ArgumentError.expects(bareName(place), type.rangeName());
        }
    }
}
