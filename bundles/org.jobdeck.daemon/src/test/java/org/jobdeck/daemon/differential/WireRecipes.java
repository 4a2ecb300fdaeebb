package org.jobdeck.daemon.differential;

import java.util.function.Supplier;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonNull;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;

/** Packets that are about the protocol rather than about a command. */
final class WireRecipes {

    private final Dice dice;

    WireRecipes(Dice dice) {
        this.dice = dice;
    }

    /** The packet that opens a session, as a rule. */
    JsonObject negotiation() {
        if (dice.percent(85)) {
            return Qmp.command("qmp_capabilities");
        }
        return Qmp.command(
                "qmp_capabilities", "enable", dice.of(JsonArray.of("oob"), JsonArray.of(), JsonArray.of("bogus")));
    }

    /** The message with an id of any type, or none. */
    JsonObject withId(JsonObject message) {
        return dice.percent(70) ? message : message.toBuilder().put("id", id()).build();
    }

    private JsonValue id() {
        return dice.of(
                JsonValue.of("id"),
                JsonValue.of(dice.below(100)),
                JsonValue.of(-0.5),
                JsonNull.NULL,
                JsonValue.of(true),
                JsonArray.of(1, "two"),
                JsonObject.of("nested", JsonArray.of(JsonNull.NULL)),
                JsonValue.of("\u00fc\ud83d\ude00"));
    }

    /** A packet that is no single plain command. {@code harmless} makes messages after which nothing is under way. */
    Step packet(Supplier<JsonObject> harmless) {
        return switch (dice.below(6)) {
            case 0, 1 ->
                new Step(withId(harmless.get()).toJson()
                        + dice.of("", " ", "\\r\\n".translateEscapes())
                        + withId(harmless.get()).toJson());
            case 2 ->
                Step.of(withId(
                        JsonObject.of("exec-oob", dice.of("query-jobs", "job-pause", "nosuch", "qmp_capabilities"))));
            case 3 -> Step.of(withId(negotiation()));
            default ->
                new Step(dice.of(
                        "{}",
                        "[]",
                        "[{\"execute\": \"query-jobs\"}]",
                        "\"text\"",
                        "17",
                        "null",
                        "{\"execute\": }",
                        "{\"execute\": \"query-jobs\",}",
                        "{\"execute\": \"query-jobs\" \"id\": 1}",
                        "{\"id\": 1, \"id\": 2, \"execute\": \"query-jobs\"}",
                        "{'execute': 'query-jobs', 'id': 'it\\'s'}",
                        "{\"execute\": \"query-jobs\", \"exec-oob\": \"query-jobs\"}",
                        "{\"execute\": \"query-jobs\", \"arguments\": {\"a\": 1e400}}",
                        "@",
                        "}",
                        "]",
                        "{]}",
                        "{\"execute\": \"\\ud800\"}",
                        "{\"execute\": \"query-jobs\", \"id\": 18446744073709551616}",
                        "{\"execute\": \"query-jobs\", \"id\": 18446744073709551615}",
                        "{\"execute\": tru}",
                        "{\"a\": \u0001 1}"));
        };
    }
}
