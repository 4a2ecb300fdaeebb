package org.jobdeck.daemon.differential;

import java.util.ArrayList;
import java.util.List;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonNull;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;

/** Makes something wrong with a message that was right. */
final class Spoiler {

    private static final List<JsonValue> VALUES = List.of(
            JsonValue.of(7),
            JsonValue.of(1.5),
            JsonValue.of("word"),
            JsonValue.of(true),
            JsonNull.NULL,
            JsonArray.of(),
            JsonObject.empty(),
            JsonObject.of("a", 1));

    /** Arguments that keep a script free of luck; they are not taken away. */
    private static final List<String> KEPT = List.of("x-perf", "size");

    private final Dice dice;

    Spoiler(Dice dice) {
        this.dice = dice;
    }

    JsonObject spoil(JsonObject message) {
        JsonObject arguments = message.object("arguments").orElse(JsonObject.empty());
        return switch (dice.below(12)) {
            case 0, 1, 2 ->
                message.toBuilder().put("arguments", without(arguments)).build();
            case 3, 4, 5 ->
                message.toBuilder().put("arguments", mistyped(arguments)).build();
            case 6, 7 ->
                message.toBuilder()
                        .put(
                                "arguments",
                                arguments.toBuilder()
                                        .put("surplus", dice.of(VALUES))
                                        .build())
                        .build();
            case 8 -> message.toBuilder().put("arguments", dice.of(VALUES)).build();
            case 9 -> message.toBuilder().put("more", dice.of(VALUES)).build();
            case 10 -> message.toBuilder().put("execute", dice.of(VALUES)).build();
            default -> message.toBuilder().remove("execute").build();
        };
    }

    private JsonObject without(JsonObject arguments) {
        List<String> names = new ArrayList<>(arguments.members().keySet());
        names.removeAll(KEPT);
        return names.isEmpty()
                ? arguments
                : arguments.toBuilder().remove(dice.of(names)).build();
    }

    private JsonObject mistyped(JsonObject arguments) {
        List<String> names = new ArrayList<>(arguments.members().keySet());
        if (names.isEmpty()) {
            return arguments;
        }
        String name = dice.of(names);
        JsonValue right = arguments.get(name).orElseThrow();
        List<JsonValue> wrong = VALUES.stream()
                .filter(value -> value.getClass() != right.getClass())
                .toList();
        return arguments.toBuilder().put(name, dice.of(wrong)).build();
    }
}
