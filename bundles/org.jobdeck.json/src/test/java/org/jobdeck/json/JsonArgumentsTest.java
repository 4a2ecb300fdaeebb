package org.jobdeck.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class JsonArgumentsTest {

    @Test
    void membersAreReadByType() throws JsonException {
        JsonArguments arguments = arguments("""
            {"s": "x", "i": -5, "u": 18446744073709551615, "w": 4294967295, "b": true, "n": 2, "d": 0.5,
             "o": {"p": 1}, "l": [{"q": 2}, {"q": 3}], "t": ["x", "y"], "z": null}\
            """);
        assertEquals("x", arguments.string("s"));
        assertEquals(-5, arguments.integer("i"));
        assertEquals(-1, arguments.unsigned("u"));
        assertEquals(4294967295L, arguments.unsigned32("w"));
        assertTrue(arguments.bool("b"));
        assertEquals(2.0, arguments.number("n"));
        assertEquals(0.5, arguments.number("d"));
        JsonArguments nested = arguments.object("o");
        assertEquals(1, nested.integer("p"));
        nested.end();
        List<JsonArguments> list = arguments.objects("l");
        assertEquals(3, list.get(1).integer("q"));
        assertEquals(2, list.size());
        assertEquals(List.of("x", "y"), arguments.strings("t"));
        assertEquals(JsonNull.NULL, arguments.any("z"));
        arguments.end();
    }

    @Test
    void optionalMembersAreReadIfThere() throws JsonException {
        JsonArguments arguments = arguments("{\"speed\": 5, \"force\": 1}");
        assertEquals(Optional.of(5L), arguments.optional("speed", arguments::integer));
        assertEquals(Optional.empty(), arguments.optional("job-id", arguments::string));
        refused(
                "Invalid parameter type for 'force', expected: boolean",
                () -> arguments.optional("force", arguments::bool));
    }

    @Test
    void missingMembersAreNamed() throws JsonException {
        JsonArguments arguments = arguments("{\"file\": {}, \"actions\": [{}]}");
        refused("Parameter 'id' is missing", () -> arguments.string("id"));
        refused(
                "Parameter 'file.filename' is missing",
                () -> arguments.object("file").string("filename"));
        refused(
                "Parameter 'actions[0].data' is missing",
                () -> arguments.objects("actions").getFirst().object("data"));
    }

    @Test
    void mistypedMembersAreNamedWithTheTypeExpected() throws JsonException {
        JsonArguments arguments = arguments("""
            {"s": "1", "i": 1, "d": 1.0, "big": 9223372036854775808, "l": [5], "a": [{}, {"data": 1}]}\
            """);
        refused("Invalid parameter type for 'i', expected: string", () -> arguments.string("i"));
        refused("Invalid parameter type for 's', expected: integer", () -> arguments.integer("s"));
        refused("Invalid parameter type for 'd', expected: integer", () -> arguments.integer("d"));
        refused("Invalid parameter type for 'big', expected: integer", () -> arguments.integer("big"));
        refused("Invalid parameter type for 's', expected: number", () -> arguments.number("s"));
        refused("Invalid parameter type for 'i', expected: object", () -> arguments.object("i"));
        refused("Invalid parameter type for 'i', expected: array", () -> arguments.objects("i"));
        refused("Invalid parameter type for 'l[0]', expected: object", () -> arguments.objects("l"));
        refused("Invalid parameter type for 'l[0]', expected: string", () -> arguments.strings("l"));
        refused(
                "Invalid parameter type for 'a[1].data', expected: object",
                () -> arguments.objects("a").get(1).object("data"));
        refused("Parameter 's' expects uint64", () -> arguments.unsigned("s"));
        refused("Parameter 'd' expects uint64", () -> arguments.unsigned("d"));
        refused("Parameter 's' expects uint64", () -> arguments.unsigned32("s"));
    }

    @Test
    void unsignedNumbersAreTakenAsQemuTakesThem() throws JsonException {
        JsonArguments arguments = arguments("{\"minus\": -1, \"over\": 4294967296}");
        assertEquals(-1, arguments.unsigned("minus"));
        refused("Parameter 'minus' expects uint32_t", () -> arguments.unsigned32("minus"));
        refused("Parameter 'over' expects uint32_t", () -> arguments.unsigned32("over"));
    }

    @Test
    void choicesAreNamedWithoutTheirPath() throws JsonException {
        JsonArguments action = arguments("{\"actions\": [{\"type\": \"foo\", \"mode\": 5, \"sync\": \"full\"}]}")
                .objects("actions")
                .getFirst();
        assertEquals("full", action.choice("sync", text -> text.equals("full") ? Optional.of(text) : Optional.empty()));
        refused("Parameter 'type' does not accept value 'foo'", () -> action.choice("type", _ -> Optional.empty()));
        refused(
                "Invalid parameter type for 'actions[0].mode', expected: string",
                () -> action.choice("mode", _ -> Optional.empty()));
    }

    @Test
    void membersNobodyAskedForAreUnexpected() throws JsonException {
        JsonArguments arguments = arguments("{\"id\": \"x\", \"o\": {\"u\": 2}}");
        arguments.string("id");
        JsonArguments nested = arguments.object("o");
        arguments.end();
        refused("Parameter 'o.u' is unexpected", nested::end);
        refused("Parameter 'id' is unexpected", arguments("{\"id\": 1}")::end);
        assertEquals("o.u", nested.path("u"));
    }

    @Test
    void rangesAreNamedWithoutTheirPath() throws JsonException {
        JsonArguments nested =
                arguments("{\"o\": {\"over\": 4294967296, \"text\": \"\"}}").object("o");
        refused("Parameter 'over' expects uint32_t", () -> nested.unsigned32("over"));
        refused("Parameter 'o.text' expects uint64", () -> nested.unsigned32("text"));
    }

    @Test
    void ofSeveralUnexpectedMembersTheOneThatQemuNamesIsNamed() throws JsonException {
        JsonArguments arguments = arguments("{\"id\": \"x\", \"zz\": 2, \"foo\": 1, \"bar\": 4}");
        arguments.string("id");
        refused("Parameter 'bar' is unexpected", arguments::end);
    }

    @Test
    void theRestCanBeTakenAtOnce() throws JsonException {
        JsonArguments arguments = arguments("{\"driver\": \"file\", \"b\": 1, \"a\": 2}");
        arguments.string("driver");
        assertEquals("{\"b\": 1, \"a\": 2}", arguments.rest().toJson());
        assertTrue(arguments.rest().isEmpty());
        arguments.end();
    }

    private static JsonArguments arguments(String text) throws JsonException {
        return JsonArguments.of(JsonDocument.parseObject(text));
    }

    private static void refused(String message, Executable reading) {
        assertEquals(message, assertThrows(JsonException.class, reading).getMessage());
    }
}
