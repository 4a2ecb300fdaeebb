package org.jobdeck.qmp.server;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import org.jobdeck.json.AsciiText;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;
import org.jobdeck.json.JsonWriter;
import org.jobdeck.json.MemberOrder;
import org.jobdeck.qmp.QmpEvent;
import org.jobdeck.qmp.QmpException;

/** Turns replies and events into the bytes that QEMU would send for them, CR LF at the end of each line. */
final class MessageWriter {
    private static final int ROOM = 256;

    private final JsonWriter writer;
    private int lastLength = ROOM;

    MessageWriter(boolean pretty) {
        this.writer = (pretty ? JsonWriter.pretty() : JsonWriter.compact()).withOrder(MemberOrder.QDICT);
    }

    ByteBuffer success(JsonValue value, Optional<JsonValue> id) {
        return write(withId("return", Objects.requireNonNull(value, "value"), id));
    }

    ByteBuffer failure(QmpException error, Optional<JsonValue> id) {
        JsonObject description = JsonObject.builder()
                .put("class", error.errorClass().wireName())
                .put("desc", error.getMessage())
                .build();
        return write(withId("error", description, id));
    }

    ByteBuffer event(QmpEvent event) {
        return write(event.toJson());
    }

    ByteBuffer write(JsonObject message) {
        AsciiText text = new AsciiText(lastLength + ROOM);
        writer.append(text, message);
        text.append('\n');
        AsciiText lines = withCarriageReturns(text);
        lastLength = lines.length();
        return lines.toBuffer();
    }

    private AsciiText withCarriageReturns(AsciiText text) {
        ByteBuffer bytes = text.toBuffer();
        if (writer.layout() == JsonWriter.Layout.COMPACT) {
            bytes.put(text.length() - 1, (byte) '\r');
            return text.append('\n');
        }
        AsciiText lines = new AsciiText(2 * text.length());
        while (bytes.hasRemaining()) {
            char character = (char) bytes.get();
            if (character == '\n') {
                lines.append('\r');
            }
            lines.append(character);
        }
        return lines;
    }

    private static JsonObject withId(String name, JsonValue value, Optional<JsonValue> id) {
        return JsonObject.builder().put(name, value).putIfPresent("id", id).build();
    }
}
