package org.jobdeck.json;

/** Takes what a {@link JsonStreamParser} finds, in the order of the input, in the thread that feeds it. */
public interface JsonSink {

    /** A complete value was read. */
    void value(JsonValue value);

    /** The input up to here was no value; reading goes on with what follows. */
    void error(JsonParseException error);
}
