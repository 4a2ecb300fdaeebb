package org.jobdeck.cli.image;

import java.util.Optional;
import java.util.Set;
import org.jobdeck.block.NodeSpecs;
import org.jobdeck.image.ImageException;
import org.jobdeck.image.ImageSource;
import org.jobdeck.json.JsonBool;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonException;
import org.jobdeck.json.JsonNumber;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonString;
import org.jobdeck.json.JsonValue;
import org.jobdeck.qmp.QmpException;
import org.jobdeck.qmp.keyval.Keyval;

/** Images that are described as nodes: {@code driver=qcow2,file.filename=disk.qcow2}, or the same as JSON. */
final class DescribedImages {

    static final String JSON_PREFIX = "json:";

    private static final String DRIVER = "driver";

    /** Options that are no texts, although all values look like texts in the short form. */
    private static final Set<String> FLAGS = Set.of("read-only", "auto-read-only", "force-share", "direct", "no-flush");

    private static final Set<String> NUMBERS = Set.of("offset", "size");

    private DescribedImages() {}

    /** What {@code --image-opts} has: members, or the name of a node. */
    static ImageSource ofOptions(String text) throws ImageException {
        if (!text.contains("=")) {
            return new ImageSource.Existing(text);
        }
        try {
            return described(text, Keyval.parse(text, Optional.empty()));
        } catch (QmpException e) {
            throw new ImageException(1, e.getMessage(), e);
        }
    }

    /** What a name that begins with {@code json:} has. */
    static ImageSource ofJson(String text) throws ImageException {
        try {
            return described(text, JsonDocument.parseObject(text.substring(JSON_PREFIX.length())));
        } catch (JsonException e) {
            throw new ImageException(
                    1, "Could not open '" + text + "': Could not parse the JSON options: " + e.getMessage(), e);
        }
    }

    private static ImageSource described(String text, JsonObject options) throws ImageException {
        JsonObject whole = typed(options);
        if (whole.has(DRIVER)) {
            return new ImageSource.Described(text, NodeSpecs.of(whole));
        }
        Optional<String> file = whole.object("file").flatMap(child -> child.string("filename"));
        if (file.isPresent() && whole.size() == 1) {
            return new ImageSource.Named(file.get(), Optional.empty());
        }
        throw new ImageException("Could not open '" + text + "': the description names no driver; add driver=…");
    }

    /** The same with values of their kinds, and with the driver of files where only a file's name was given. */
    private static JsonObject typed(JsonObject object) {
        JsonObject.Builder result = JsonObject.builder();
        object.members().forEach((name, value) -> result.put(name, typed(name, value)));
        return result.build();
    }

    private static JsonValue typed(String name, JsonValue value) {
        return switch (value) {
            case JsonObject child -> {
                JsonObject whole = typed(child);
                yield whole.has(DRIVER) || !whole.has("filename")
                        ? whole
                        : whole.toBuilder().put(DRIVER, "file").build();
            }
            case JsonString text
            when FLAGS.contains(name) -> JsonBool.of(text.value().equals("on"));
            case JsonString text
            when NUMBERS.contains(name) ->
                Sizes.parse(text.value())
                        .<JsonValue>map(n -> JsonNumber.of(n.longValue()))
                        .orElse(value);
            default -> value;
        };
    }
}
