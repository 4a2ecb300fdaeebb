package org.jobdeck.qmp.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonException;
import org.jobdeck.json.JsonObject;
import org.jobdeck.qmp.QmpErrorClass;
import org.jobdeck.qmp.QmpException;
import org.junit.jupiter.api.Test;

class SchemaTest {
    private static final String TEXT = """
            # A comment with { 'braces' }
            { 'command': 'scalars', # another
              'data': { '*i8': 'int8', '*i16': 'int16', '*i32': 'int32', '*i64': 'int64', '*i': 'int', '*u8': 'uint8',
                        '*u16': 'uint16', '*u32': 'uint32', '*u64': 'uint64', '*size': 'size', '*number': 'number',
                        '*bool': 'bool', '*str': 'str', '*any': 'any', '*null': 'null' } }
            { 'command': 'nest', 'data': { 'box': 'Box', '*boxes': [ 'Box' ] }, 'returns': 'str',
              'allow-oob': true, 'features': [ 'deprecated' ] }
            { 'struct': 'Box', 'base': 'Base', 'data': { '*u8': 'uint8', '*inner': 'Box', '*choices': [ 'Choice' ] } }
            { 'struct': 'Base', 'data': { '*hash#tag': 'Colour', '*choice': 'Choice' } }
            { 'enum': 'Colour', 'data': [ 'red', { 'name': 'blue', 'features': [ 'unstable' ] } ] }
            { 'alternate': 'Choice', 'data': { 'n': 'int', 's': 'Colour', 'b': 'bool', 'o': 'Box', 'z': 'null' } }
            { 'union': 'Shape', 'base': { 'colour': 'Colour' }, 'discriminator': 'colour', 'data': { 'red': 'Box' } }
            { 'command': 'draw', 'boxed': true, 'data': 'Shape' }
            { 'event': 'DRAWN', 'data': 'Box' }
            """;

    private final Schema schema = Schema.parse(TEXT);

    @Test
    void commandsAndEventsAreKnownInTheirOrder() {
        assertEquals(List.of("scalars", "nest", "draw"), schema.commands());
        assertEquals(List.of("DRAWN"), schema.events());
        assertTrue(schema.hasCommand("nest"));
        assertFalse(schema.hasCommand("DRAWN"));
        assertTrue(schema.allowsOutOfBand("nest"));
        assertFalse(schema.allowsOutOfBand("draw"));
        assertFalse(schema.allowsOutOfBand("nothing"));
    }

    @Test
    void unknownCommandsHaveAClassOfTheirOwn() {
        QmpException refusal =
                assertThrows(QmpException.class, () -> schema.checkArguments("nothing", JsonObject.empty()));
        assertEquals(QmpErrorClass.COMMAND_NOT_FOUND, refusal.errorClass());
        assertEquals("The command nothing has not been found", refusal.getMessage());
    }

    @Test
    void numbersAreKeptInTheirRanges() throws QmpException, JsonException {
        accepted("scalars", "{'i8': -128, 'i16': 32767, 'i32': -2147483648, 'i64': -9223372036854775808}");
        accepted("scalars", "{'u8': 255, 'u16': 65535, 'u32': 4294967295, 'u64': 18446744073709551615, 'size': -1}");
        refused("Parameter 'i8' expects int8_t", "scalars", "{'i8': 128}");
        refused("Parameter 'i16' expects int16_t", "scalars", "{'i16': -32769}");
        refused("Parameter 'i32' expects int32_t", "scalars", "{'i32': 2147483648}");
        refused("Parameter 'u8' expects uint8_t", "scalars", "{'u8': -1}");
        refused("Parameter 'u16' expects uint16_t", "scalars", "{'u16': 65536}");
        refused("Parameter 'u32' expects uint32_t", "scalars", "{'u32': 4294967296}");
        refused("Invalid parameter type for 'i64', expected: integer", "scalars", "{'i64': 9223372036854775808}");
        refused("Invalid parameter type for 'i', expected: integer", "scalars", "{'i': 1.0}");
        refused("Parameter 'u64' expects uint64", "scalars", "{'u64': 18446744073709551616}");
        refused("Parameter 'size' expects uint64", "scalars", "{'size': '1'}");
    }

    @Test
    void otherScalarsAreOfTheirType() throws QmpException, JsonException {
        accepted("scalars", "{'number': 1, 'bool': true, 'str': '', 'any': [{}], 'null': null}");
        accepted("scalars", "{'number': 1.5, 'any': null}");
        refused("Invalid parameter type for 'number', expected: number", "scalars", "{'number': '1'}");
        refused("Invalid parameter type for 'bool', expected: boolean", "scalars", "{'bool': 'on'}");
        refused("Invalid parameter type for 'str', expected: string", "scalars", "{'str': null}");
        refused("Invalid parameter type for 'null', expected: null", "scalars", "{'null': 0}");
    }

    @Test
    void nestedValuesAreNamedByPathOrByNameAlone() throws QmpException, JsonException {
        accepted("nest", "{'box': {'inner': {'choices': [1, 'red', true, null, {}]}}, 'boxes': []}");
        refused("Parameter 'box' is missing", "nest", "{'boxes': 1}");
        refused("Invalid parameter type for 'boxes[1]', expected: object", "nest", "{'box': {}, 'boxes': [{}, 1]}");
        refused("Parameter 'u8' expects uint8_t", "nest", "{'box': {'inner': {'u8': 256}}}");
        refused("Parameter 'box.inner.u8' expects uint64", "nest", "{'box': {'inner': {'u8': 0.5}}}");
        refused("Invalid parameter type for 'choice', expected: Choice", "nest", "{'box': {'choice': []}}");
        refused("Invalid parameter type for 'null', expected: Choice", "nest", "{'box': {'choices': [[]]}}");
        refused("Parameter 'null' does not accept value 'x'", "nest", "{'box': {'choices': ['x']}}");
        refused("Parameter 'box.choices[1].x' is unexpected", "nest", "{'box': {'choices': [1, {'x': 1}]}}");
        refused("Invalid parameter type for 'box.choice', expected: integer", "nest", "{'box': {'choice': 1.5}}");
    }

    @Test
    void unionsHaveTheMembersOfTheirBranch() throws QmpException, JsonException {
        accepted("draw", "{'colour': 'red', 'u8': 1}");
        accepted("draw", "{'colour': 'blue'}");
        refused("Parameter 'u8' is unexpected", "draw", "{'colour': 'blue', 'u8': 1}");
        refused("Parameter 'colour' is missing", "draw", "{'u8': 300}");
    }

    @Test
    void theDescriptionShowsOnlyWhatIsUsed() throws JsonException {
        String described = Schema.parse("""
                { 'struct': 'Unused', 'data': { } }
                { 'command': 'c', 'data': { '*e': { 'type': ['E'], 'features': [ 'f' ] }, 's': 'uint8' },
                  'allow-oob': true }
                { 'enum': 'E', 'data': [ 'a', { 'name': 'b', 'features': [ 'g' ] } ] }
                """).introspect().toJson();
        assertEquals(JsonDocument.parse("""
                        [{'name': 'c', 'meta-type': 'command', 'arg-type': '0', 'ret-type': '1', 'allow-oob': true},
                         {'name': '0', 'meta-type': 'object', 'members': [
                          {'name': 'e', 'type': '[2]', 'default': null, 'features': ['f']},
                          {'name': 's', 'type': 'int'}]},
                         {'name': '1', 'meta-type': 'object', 'members': []},
                         {'name': '2', 'meta-type': 'enum', 'values': ['a', 'b'],
                          'members': [{'name': 'a'}, {'name': 'b', 'features': ['g']}]},
                         {'name': '[2]', 'meta-type': 'array', 'element-type': '2'},
                         {'name': 'int', 'meta-type': 'builtin', 'json-type': 'int'}]"""), JsonDocument.parse(described));
    }

    @Test
    void wrongTextsAreRefusedWithTheirLine() {
        wrong(2, "JSON parse error", "\n{ 'command': }");
        wrong(1, "definition in braces", "'command'");
        wrong(1, "one of command", "{ 'x': 1 }");
        wrong(1, "a name is wanted", "{ 'command': 1 }");
        wrong(1, "which a command does not have", "{ 'command': 'c', 'gen': false }");
        wrong(3, "the name is taken", "{ 'command': 'c' }\n\n{ 'event': 'c' }");
        wrong(1, "the name is taken", "{ 'struct': 'int', 'data': {} }");
        wrong(1, "nothing defines the type 'X'", "{ 'command': 'c', 'data': { 'x': 'X' } }");
        wrong(1, "nothing defines the type 'c'", "{ 'command': 'c', 'data': { 'x': 'c' } }");
        wrong(1, "nothing defines the type 'X'", "{ 'command': 'c', 'returns': ['X'] }");
        wrong(1, "no struct and no union", "{ 'command': 'c', 'data': 'str' }");
        wrong(1, "must be 'boxed'", "{ 'command': 'c', 'data': 'U' }\n" + union("'A': 'S'"));
        wrong(2, "is no value of 'E'", "\n" + union("'x': 'S'"));
        wrong(2, "there are two members 'e'", "\n" + union("'A': 'T'"));
        wrong(1, "its own base", "{ 'struct': 'S', 'base': 'S', 'data': {} }");
        wrong(
                2,
                "there are two members 'a'",
                "{ 'struct': 'S', 'data': { 'a': 'int' } }\n"
                        + "{ 'struct': 'T', 'base': 'S', 'data': { '*a': 'int' } }");
        wrong(
                1,
                "no required member",
                "{ 'union': 'U', 'base': { '*e': 'E' }, 'discriminator': 'e', 'data': {} }\n"
                        + "{ 'enum': 'E', 'data': [ 'A' ] }");
        wrong(1, "is no enum", "{ 'union': 'U', 'base': { 'e': 'str' }, 'discriminator': 'e', 'data': {} }");
        wrong(1, "look alike", "{ 'alternate': 'A', 'data': { 'a': 'int', 'b': 'number' } }");
        wrong(1, "two values 'a'", "{ 'enum': 'E', 'data': [ 'a', 'a' ] }");
        wrong(1, "an array is wanted after 'data'", "{ 'enum': 'E', 'data': {} }");
        wrong(1, "true or false is wanted", "{ 'command': 'c', 'allow-oob': 1 }");
        wrong(1, "has no type", "{ 'struct': 'S', 'data': { 'x': {} } }");
        wrong(2, "premature EOI", "{ 'struct': 'S', \n 'data': {");
    }

    private static String union(String branches) {
        return "{ 'union': 'U', 'base': { 'e': 'E' }, 'discriminator': 'e', 'data': { " + branches + " } }\n"
                + "{ 'enum': 'E', 'data': [ 'A' ] }\n{ 'struct': 'S', 'data': {} }\n"
                + "{ 'struct': 'T', 'data': { 'e': 'int' } }";
    }

    private static void wrong(int line, String part, String text) {
        String message = assertThrows(SchemaException.class, () -> Schema.parse(text), text)
                .getMessage();
        assertTrue(message.startsWith("The schema is wrong in line " + line + ": "), message);
        assertTrue(message.contains(part), message);
    }

    private void accepted(String command, String arguments) throws QmpException, JsonException {
        schema.checkArguments(command, JsonDocument.parseObject(arguments));
    }

    private void refused(String message, String command, String arguments) throws JsonException {
        JsonObject object = JsonDocument.parseObject(arguments);
        QmpException refusal =
                assertThrows(QmpException.class, () -> schema.checkArguments(command, object), arguments);
        assertEquals(QmpErrorClass.GENERIC_ERROR, refusal.errorClass());
        assertEquals(message, refusal.getMessage());
    }
}
