package org.jobdeck.json;

/** Reads texts that hold exactly one JSON value (QEMU: {@code qobject_from_json}). */
public final class JsonDocument {

    private JsonDocument() {}

    /**
     * The value of a text, within QEMU's limits.
     *
     * @throws JsonParseException if the text is not JSON, holds nothing, or holds more than one value
     */
    public static JsonValue parse(CharSequence text) throws JsonParseException {
        OneValue one = new OneValue();
        JsonStreamParser parser = new JsonStreamParser(one);
        parser.feed(text);
        parser.end();
        return one.result();
    }

    /**
     * The value of a text given as UTF-8 bytes, within QEMU's limits.
     *
     * @throws JsonParseException if the text is not JSON, holds nothing, or holds more than one value
     */
    public static JsonValue parse(byte[] utf8) throws JsonParseException {
        OneValue one = new OneValue();
        JsonStreamParser parser = new JsonStreamParser(one);
        parser.feed(utf8);
        parser.end();
        return one.result();
    }

    /**
     * The object that a text holds, within QEMU's limits.
     *
     * @throws JsonParseException if the text is not JSON or its value is not an object
     */
    public static JsonObject parseObject(CharSequence text) throws JsonParseException {
        if (parse(text) instanceof JsonObject object) {
            return object;
        }
        throw new JsonParseException("Invalid JSON object given");
    }

    /** Keeps the first value or error; whatever follows a value is an error, and nothing follows an error. */
    private static final class OneValue implements JsonSink {
        private JsonValue value;
        private JsonParseException error;

        @Override
        public void value(JsonValue found) {
            if (value == null && error == null) {
                value = found;
            } else {
                surplus();
            }
        }

        @Override
        public void error(JsonParseException found) {
            if (value == null && error == null) {
                error = found;
            } else {
                surplus();
            }
        }

        private void surplus() {
            if (error == null) {
                error = new JsonParseException("Expecting at most one JSON value");
            }
        }

        JsonValue result() throws JsonParseException {
            if (error != null) {
                throw error;
            }
            if (value == null) {
                throw new JsonParseException("Expecting a JSON value");
            }
            return value;
        }
    }
}
