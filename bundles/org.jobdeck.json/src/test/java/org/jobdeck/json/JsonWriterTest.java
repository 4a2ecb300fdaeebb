package org.jobdeck.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonWriterTest {
    private static final JsonObject EVENT = JsonObject.builder()
            .put("event", "JOB_STATUS_CHANGE")
            .put(
                    "data",
                    JsonObject.builder()
                            .put("id", "job0")
                            .put("status", "ready")
                            .build())
            .put("timestamp", JsonObject.of("seconds", 1))
            .build();

    @Test
    void compactTextHasOneBlankAfterCommaAndColon() {
        JsonArray value = JsonArray.of(1, JsonObject.of("a", JsonArray.of()), true, null, "x", JsonObject.empty());
        assertEquals(
                "[1, {\"a\": []}, true, null, \"x\", {}]", JsonWriter.compact().write(value));
    }

    @Test
    void membersComeInOrderOfInsertionUnlessAskedOtherwise() {
        assertEquals(
                "{\"event\": \"JOB_STATUS_CHANGE\", \"data\": {\"id\": \"job0\", \"status\": \"ready\"},"
                        + " \"timestamp\": {\"seconds\": 1}}",
                JsonWriter.compact().write(EVENT));
        assertEquals(
                "{\"timestamp\": {\"seconds\": 1}, \"event\": \"JOB_STATUS_CHANGE\","
                        + " \"data\": {\"status\": \"ready\", \"id\": \"job0\"}}",
                JsonWriter.compact().withOrder(MemberOrder.QDICT).write(EVENT));
    }

    @Test
    void prettyTextIsThatOfAPrettyMonitor() {
        JsonObject reply = JsonObject.builder()
                .put("id", JsonArray.of(1, JsonObject.of("a", JsonArray.of(2, 3)), JsonArray.of(), JsonObject.empty()))
                .put("error", JsonObject.of("class", "GenericError"))
                .build();
        assertEquals("""
            {
                "id": [
                    1,
                    {
                        "a": [
                            2,
                            3
                        ]
                    },
                    [
                    ],
                    {
                    }
                ],
                "error": {
                    "class": "GenericError"
                }
            }\
            """, JsonWriter.pretty().withOrder(MemberOrder.QDICT).write(reply));
    }

    @Test
    void whatIsNotPrintableAsciiIsEscaped() {
        assertEquals(
                "\"\\u007F//\\b\\f\\n\\r\\t\\u000B\\\\\\\"'\\u0000\\u001F \\u00E9\\u20AC\\uD83D\\uDE00\"",
                new JsonString("\u007f//\b\f\n\r\t\u000b\\\"'\0\u001f é€😀").toJson());
        assertEquals("{\"\\u00E9\": 1}", JsonObject.of("é", 1).toJson());
    }

    @Test
    void whatIsNoCharacterBecomesTheReplacementCharacter() {
        assertEquals("\"\\uFFFD\\uFFFD\\uFFFDx\\uFFFD\"", new JsonString("\uD800\uFFFF\uFDD0x\uDC00").toJson());
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.10000000000000001",
        "1.0, 1",
        "-0.0, -0",
        "0.0, 0",
        "1e5, 100000",
        "1e16, 10000000000000000",
        "1e17, 1e+17",
        "123456789012345678.0, 1.2345678901234568e+17",
        "1e-4, 0.0001",
        "1e-5, 1.0000000000000001e-05",
        "0.0001234, 0.00012339999999999999",
        "1.5e300, 1.5000000000000001e+300",
        "5e-324, 4.9406564584124654e-324",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "1e20, 1e+20",
        "-12345678901234567.5, -12345678901234568",
        "99999999999999999.0, 1e+17",
        "Infinity, inf",
        "-Infinity, -inf",
        "NaN, nan"
    })
    void doublesHaveSeventeenDigits(double value, String text) {
        assertEquals(text, JsonNumber.of(value).toString());
    }

    @Test
    void everyFiniteDoubleIsReadBackUnchanged() throws JsonParseException {
        Random random = new Random(17);
        for (int i = 0; i < 5_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                double back =
                        ((JsonNumber) JsonDocument.parse(JsonNumber.of(value).toString())).doubleValue();
                assertEquals(value, back);
            }
        }
    }

    @Test
    void textIsAppendedToWhatIsThere() {
        AsciiText text = new AsciiText(2).append("> ");
        JsonWriter.compact().append(text, JsonBool.TRUE);
        assertEquals("> true", text.toString());
    }

    @Test
    void theDeepestValueThatCanBeReadCanBeWritten() throws JsonParseException {
        String deep = "[".repeat(JsonLimits.NESTING_CEILING) + "]".repeat(JsonLimits.NESTING_CEILING);
        assertEquals(deep, JsonDocument.parse(deep).toJson());
        assertTrue(JsonWriter.pretty().write(JsonDocument.parse(deep)).length() > deep.length());
    }

    @Test
    void aWriterNeedsLayoutAndOrder() {
        assertThrows(NullPointerException.class, () -> new JsonWriter(null, MemberOrder.QDICT));
        assertThrows(NullPointerException.class, () -> JsonWriter.compact().withOrder(null));
    }
}
