package org.jobdeck.ui.parts.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonException;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;
import org.jobdeck.source.schema.SchemaMember;
import org.jobdeck.source.schema.ServerSchema;
import org.jobdeck.source.schema.ValueType;
import org.jobdeck.ui.i18n.Messages;

/**
 * Reads a line of the console: a QMP message in JSON, a command's name with a JSON object, or a command's name with {@code
 * name=value} for its arguments, as in {@code job-pause id=nightly}. Dots lead into objects, quotes keep spaces together.
 */
final class ConsoleParser {

    private static final Messages TEXTS = Messages.of(ConsoleParser.class);
    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");

    private final ServerSchema schema;

    /** Takes the types of values from that description; guesses them where it does not know the command. */
    ConsoleParser(ServerSchema schema) {
        this.schema = schema;
    }

    /**
     * Reads a line.
     *
     * @throws InputException if it is no command
     */
    ConsoleRequest parse(String line) throws InputException {
        String text = line.strip();
        if (text.isEmpty()) {
            throw new InputException(TEXTS.get("input.empty"));
        }
        if (text.startsWith("{")) {
            return message(text);
        }
        List<InputWords.Word> words = InputWords.of(text);
        String command = words.getFirst().text();
        List<InputWords.Word> rest = words.subList(1, words.size());
        if (rest.size() == 1 && rest.getFirst().text().startsWith("{")) {
            return new ConsoleRequest(command, object(rest.getFirst().text()));
        }
        return new ConsoleRequest(command, arguments(command, rest));
    }

    /** The arguments that stand in words as far as they can be read: for completion, which must not fail. */
    JsonObject readable(String command, List<InputWords.Word> words) {
        List<InputWords.Word> good =
                words.stream().filter(word -> word.text().indexOf('=') > 0).toList();
        try {
            return arguments(command, good);
        } catch (InputException e) {
            return JsonObject.empty();
        }
    }

    private static ConsoleRequest message(String text) throws InputException {
        JsonObject message = object(text);
        String command = message.string("execute")
                .or(() -> message.string("exec-oob"))
                .orElseThrow(() -> new InputException(TEXTS.get("input.noexecute")));
        return new ConsoleRequest(command, message.object("arguments").orElse(JsonObject.empty()));
    }

    private static JsonObject object(String text) throws InputException {
        try {
            return JsonDocument.parseObject(text);
        } catch (JsonException e) {
            throw new InputException(TEXTS.format("input.json", e.getMessage()));
        }
    }

    private JsonObject arguments(String command, List<InputWords.Word> words) throws InputException {
        Members tree = new Members();
        for (InputWords.Word word : words) {
            int equals = word.text().indexOf('=');
            if (equals <= 0) {
                throw new InputException(TEXTS.format("input.word", word.text()));
            }
            List<String> path = List.of(word.text().substring(0, equals).split("\\."));
            String value = word.text().substring(equals + 1);
            put(tree, path, value(command, path, tree.toJson(), value), word.text());
        }
        return tree.toJson();
    }

    private static void put(Members tree, List<String> path, JsonValue value, String word) throws InputException {
        Members inside = tree;
        for (String step : path.subList(0, path.size() - 1)) {
            if (!(inside.named.computeIfAbsent(step, s -> new Members()) instanceof Members next)) {
                throw new InputException(TEXTS.format("input.word", word));
            }
            inside = next;
        }
        inside.named.put(path.getLast(), value);
    }

    /** The members of an object that grows: values and, for objects in it, members again. */
    private static final class Members {
        private final Map<String, Object> named = new LinkedHashMap<>();

        JsonObject toJson() {
            JsonObject.Builder object = JsonObject.builder();
            named.forEach((name, value) -> object.put(name, value instanceof Members inner ? inner.toJson() : value));
            return object.build();
        }
    }

    private JsonValue value(String command, List<String> path, JsonObject given, String text) throws InputException {
        Optional<SchemaMember> member = Paths.at(schema, command, path, given);
        String plain = InputWords.unquoted(text);
        if (member.isEmpty()) {
            return plain.equals(text) ? guess(text) : JsonValue.of(plain);
        }
        return switch (member.get().type()) {
            case ValueType.Text _, ValueType.Choice _ -> JsonValue.of(plain);
            case ValueType.Whole _ -> whole(path, plain);
            case ValueType.Flag _ -> flag(path, plain);
            case ValueType.Either _ -> text.startsWith("{") ? anyJson(text) : JsonValue.of(plain);
            default -> anyJson(text);
        };
    }

    private static JsonValue whole(List<String> path, String text) throws InputException {
        if (WHOLE.matcher(text).matches()) {
            return JsonValue.of(Long.valueOf(text));
        }
        throw new InputException(TEXTS.format("input.number", text, String.join(".", path)));
    }

    private static JsonValue flag(List<String> path, String text) throws InputException {
        return switch (text) {
            case "true", "on", "yes" -> JsonValue.of(true);
            case "false", "off", "no" -> JsonValue.of(false);
            default -> throw new InputException(TEXTS.format("input.flag", text, String.join(".", path)));
        };
    }

    private static JsonValue guess(String text) throws InputException {
        if (WHOLE.matcher(text).matches()) {
            return JsonValue.of(Long.valueOf(text));
        }
        boolean json = text.startsWith("{")
                || text.startsWith("[")
                || List.of("true", "false", "null").contains(text);
        return json ? anyJson(text) : JsonValue.of(text);
    }

    private static JsonValue anyJson(String text) throws InputException {
        try {
            return JsonDocument.parse(text);
        } catch (JsonException e) {
            throw new InputException(TEXTS.format("input.json", e.getMessage()));
        }
    }

    /** All names that were given in words, as dotted paths. */
    static List<String> names(List<InputWords.Word> words) {
        List<String> names = new ArrayList<>();
        for (InputWords.Word word : words) {
            int equals = word.text().indexOf('=');
            if (equals > 0) {
                names.add(word.text().substring(0, equals));
            }
        }
        return names;
    }
}
