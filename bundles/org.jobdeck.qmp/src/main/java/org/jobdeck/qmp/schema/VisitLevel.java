package org.jobdeck.qmp.schema;

import org.jobdeck.json.JsonException;
import org.jobdeck.json.JsonValue;

/** An object or list that is being gone over: a position in it, and what was read so far. Belongs to one thread. */
sealed interface VisitLevel permits ObjectLevel, ArrayLevel {

    /**
     * Moves to the next value; must be called before the first.
     *
     * @return whether there is one
     * @throws JsonException if one is missing
     */
    boolean advance() throws JsonException;

    /** The name of the type that the current value must have. */
    String typeName();

    JsonValue value();

    Place place();

    /** Takes what was read of the current value. */
    void put(JsonValue read);

    /**
     * Ends the visit after the last value.
     *
     * @return all that was read
     * @throws JsonException if there is something that nobody has asked for
     */
    JsonValue end() throws JsonException;
}
