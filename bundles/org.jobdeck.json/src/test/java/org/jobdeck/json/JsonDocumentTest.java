package org.jobdeck.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDocumentTest {

    /** The texts are those that qemu-img 7.2 gives for the same text after {@code json:}. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "`` | Expecting a JSON value",
                "` ` | Expecting a JSON value",
                "{ | JSON parse error, premature EOI",
                "{\"a\" | JSON parse error, premature EOI",
                "{\"a\": | JSON parse error, premature EOI",
                "{\"a\":1 | JSON parse error, premature EOI",
                "{\"a\":1, | JSON parse error, premature EOI",
                "[ | JSON parse error, premature EOI",
                "[1 | JSON parse error, premature EOI",
                "[1, | JSON parse error, premature EOI",
                "{\"a\":1}} | Expecting at most one JSON value",
                "{\"a\":1} {} | Expecting at most one JSON value",
                "1 2 | Expecting at most one JSON value",
                "1 @ 3 | Expecting at most one JSON value",
                "x | JSON parse error, invalid keyword 'x'",
                "x y | JSON parse error, invalid keyword 'x'",
                "@ | JSON parse error, stray '@'",
                "@ @ | JSON parse error, stray '@'",
                "nul | JSON parse error, invalid keyword 'nul'",
                "\"abc | JSON parse error, stray '\"abc'",
                "\"abc\\ | JSON parse error, stray '\"abc\\'",
                "{\"a\":\"x | JSON parse error, stray '\"x'",
                "- | JSON parse error, stray '-'",
                "1. | JSON parse error, stray '1.'",
                "1e | JSON parse error, stray '1e'",
                "1e+ | JSON parse error, stray '1e+'",
            })
    void badTextsAreRefusedInQemusWords(String text, String message) {
        assertEquals(
                message,
                assertThrows(JsonParseException.class, () -> JsonDocument.parse(text))
                        .getMessage());
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertEquals(
                message,
                assertThrows(JsonParseException.class, () -> JsonDocument.parse(bytes))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", " true", "false\n", "0", "-7", "1.5", "\"é😀\"", "[]", "{}", "{\"a\": [1, {}]}"})
    void oneValueIsRead(String text) throws JsonParseException {
        JsonValue value = JsonDocument.parse(text);
        assertEquals(value, JsonDocument.parse(text.getBytes(StandardCharsets.UTF_8)));
        assertEquals(value, JsonDocument.parse(value.toJson()));
        assertEquals(value, JsonDocument.parse(JsonWriter.pretty().write(value)));
    }

    @Test
    void anObjectIsAskedFor() throws JsonParseException {
        assertEquals(JsonObject.of("a", 1), JsonDocument.parseObject("{'a': 1}"));
        JsonParseException e = assertThrows(JsonParseException.class, () -> JsonDocument.parseObject("[1]"));
        assertEquals("Invalid JSON object given", e.getMessage());
    }
}
