package org.jobdeck.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonStreamParserTest {
    private static final String MIXED =
            "{\"execute\": 'job-pause', \"id\": [1, -2.5e3, 18446744073709551615, \"é€😀\\ud83d\\ude00\"]}"
                    + "@ skipped\n tru 12 [1 2] {\"a\": {\"b\": null}}\r\n\"open\n{} \"\u0001{}'x\\'y' nul";

    @Test
    void valuesFollowEachOtherWithoutLines() {
        assertEquals(List.of("{}", "[{}, {}]", "{\"a\": 1}"), Outcomes.of("{}[{},\n{}]{\"a\"\r:\t1}"));
    }

    @Test
    void aNumberOrKeywordAloneWaitsForWhatFollows() {
        assertEquals(List.of(), Outcomes.of("12"));
        assertEquals(List.of("12"), Outcomes.of("12 "));
        assertEquals(List.of("12", "[]"), Outcomes.of("12[]"));
        assertEquals(List.of(), Outcomes.of("true"));
        assertEquals(List.of("true", "1"), Outcomes.of("true1\n"));
        assertEquals(List.of("\"s\""), Outcomes.of("'s'"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "% | stray '%'",
                "A | stray 'A'",
                "{ 5:1} | key is not a string in object",
                "{\"a\" 1} | missing : in object pair",
                "{\"a\"} | missing : in object pair",
                "{\"a\":1,} | expecting value",
                "{\"a\":1 \"b\":2} | expected separator in dict",
                "{\"a\":1,'a':2} | duplicate key",
                "[1 2] | expected separator in list",
                "[1,] | expecting value",
                "[,] | expecting value",
                "[} | expecting value",
                "] | expecting value",
                "} | expecting value",
                "[truE] | stray 'E'",
                "[none] | invalid keyword 'none'",
                "\"\\x\" | invalid escape sequence in string",
                "\"\\u12\" | \\u12\" is not a valid Unicode character",
                "\"\\u12x4z\" | \\u12x4 is not a valid Unicode character",
                "\"\\ud800\" | \\ud800 is not a valid Unicode character",
                "\"\\udc00\" | \\udc00 is not a valid Unicode character",
                "\"\\ud800\\u0041\" | \\ud800 is not a valid Unicode character",
                "\"\\ud83f\\udfff\" | \\ud83f\\udfff is not a valid Unicode character",
                "\"\\uffff\" | \\uffff is not a valid Unicode character",
                "01 | stray '01'",
                "-a | stray '-a'",
                "1.x | stray '1.x'",
                "1e+x | stray '1e+x'",
            })
    void everyBreachOfTheGrammarHasQemusText(String input, String detail) {
        assertEquals("!JSON parse error, " + detail, Outcomes.of(input).getFirst());
    }

    @Test
    void strayBytesAreShownAsText() {
        assertEquals(
                "!JSON parse error, stray '\"a\uFFFD\uFFFD'",
                bytes("\"a\u00e2\u0082\u00ff").getFirst());
        assertEquals("!JSON parse error, stray '\u0001'", bytes("\u0001").getFirst());
        assertEquals("!JSON parse error, stray ''", bytes("\0").getFirst());
        assertEquals("!JSON parse error, stray '\"a'", bytes("\"a\0").getFirst());
        assertEquals("!JSON parse error, stray '\"a\n'", bytes("\"a\n").getFirst());
    }

    @Test
    void invalidUtf8InAStringIsAnError() {
        for (String invalid : List.of(
                "\u0080",
                "\u00c1\u00bf",
                "\u00e2\u0082",
                "\u00e0\u009f\u00bf",
                "\u00ed\u00a0\u0080",
                "\u00ef\u00bf\u00bf",
                "\u00ef\u00b7\u0090",
                "\u00ef\u00b7\u00af",
                "\u00f4\u0090\u0080\u0080",
                "\u00f8\u0088\u0080\u0080\u0080",
                "\u00fd")) {
            assertEquals(
                    List.of("!JSON parse error, invalid UTF-8 sequence in string", "{}"),
                    bytes("\"" + invalid + "\"{}"));
        }
        assertEquals(List.of("\"\\u0000\\u0000\""), bytes("\"\u00c0\u0080\\u0000\""));
    }

    @Test
    void afterStrayBytesAllIsSkippedUpToWhereAValueMayBegin() {
        String stray = "!JSON parse error, stray '@'";
        for (String skipped : List.of("@ x", "@1", "@\t1", "@\"a\"", "@@", "@é")) {
            assertEquals(List.of(stray), Outcomes.of(skipped));
        }
        for (String skipped : List.of("@ x{}", "@\n{}", "@\"{}", "@\r\n{}")) {
            assertEquals(List.of(stray, "{}"), Outcomes.of(skipped));
        }
        assertEquals(List.of(stray, "1"), Outcomes.of("@\n1\n"));
        assertEquals(List.of(stray, "!JSON parse error, expecting value", "1"), Outcomes.of("@,1\n"));
        assertEquals(List.of(stray, "!JSON parse error, stray '\u0002'"), Outcomes.of("@\u0002"));
    }

    @Test
    void theByteFfBringsTheParserBackFromAnywhere() {
        byte[] input = MIXED.getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length <= input.length; length++) {
            int end = length;
            List<String> outcomes = Outcomes.of(parser -> {
                parser.feed(input, 0, end);
                parser.feed(new byte[] {(byte) 0xFF});
                assertFalse(parser.isInsideValue());
                parser.feed("\n{\"sync\": 1}");
                assertFalse(parser.isInsideValue());
            });
            assertTrue(outcomes.get(outcomes.size() - 2).startsWith("!JSON parse error, stray '"), outcomes.toString());
            assertEquals("{\"sync\": 1}", outcomes.getLast());
        }
    }

    @Test
    void piecesMayEndAnywhere() {
        byte[] input = MIXED.getBytes(StandardCharsets.UTF_8);
        List<String> whole = Outcomes.of(parser -> parser.feed(input));
        assertEquals(
                List.of(
                        "{\"execute\": \"job-pause\", \"id\": [1, -2500, 18446744073709551615,"
                                + " \"\\u00E9\\u20AC\\uD83D\\uDE00\\uD83D\\uDE00\"]}",
                        "!JSON parse error, stray '@'",
                        "!JSON parse error, invalid keyword 'tru'",
                        "12",
                        "!JSON parse error, expected separator in list",
                        "{\"a\": {\"b\": null}}",
                        "!JSON parse error, stray '\"open\n'",
                        "{}",
                        "!JSON parse error, stray '\"\u0001'",
                        "{}",
                        "\"x'y\""),
                whole);
        for (int i = 0; i <= input.length; i++) {
            int cut = i;
            assertEquals(whole, Outcomes.of(parser -> {
                parser.feed(input, 0, cut);
                parser.feed(ByteBuffer.wrap(input, cut, input.length - cut));
            }));
        }
        assertEquals(whole, Outcomes.of(parser -> {
            for (byte one : input) {
                parser.feed(new byte[] {one});
            }
        }));
    }

    @Test
    void charactersMayEndBetweenSurrogates() {
        List<String> whole = Outcomes.of(MIXED);
        for (int i = 0; i <= MIXED.length(); i++) {
            int cut = i;
            assertEquals(whole, Outcomes.of(parser -> {
                parser.feed(MIXED.substring(0, cut));
                parser.feed(MIXED.substring(cut));
            }));
        }
    }

    @Test
    void unpairedSurrogatesAreInvalidUtf8() {
        String invalid = "!JSON parse error, invalid UTF-8 sequence in string";
        assertEquals(List.of(invalid), Outcomes.of("\"\uD83D\""));
        assertEquals(List.of(invalid), Outcomes.of("\"\uDE00\""));
        assertEquals(List.of(invalid), Outcomes.of("\"\uD83D\uD83D\uDE00\""));
        assertEquals(List.of(invalid), Outcomes.of(parser -> {
            parser.feed("\"\uD83D");
            parser.feed(new byte[] {'"'});
        }));
    }

    @Test
    void numbersTakeTheNarrowestKind() {
        assertEquals(
                List.of(
                        JsonNumber.of(Long.MAX_VALUE),
                        JsonNumber.ofUnsigned(Long.MIN_VALUE),
                        JsonNumber.ofUnsigned(-1),
                        JsonNumber.of(0x1p64),
                        JsonNumber.of(Long.MIN_VALUE),
                        JsonNumber.of(-0x1p63),
                        JsonNumber.of(0),
                        JsonNumber.of(-0.0),
                        JsonNumber.of(1.0),
                        JsonNumber.of(Double.POSITIVE_INFINITY),
                        JsonNumber.of(1e30)),
                numbers("[9223372036854775807, 9223372036854775808, 18446744073709551615, 18446744073709551616,"
                        + " -9223372036854775808, -9223372036854775809, -0, -0.0, 1e0, 1e999,"
                        + " 1000000000000000000000000000000]"));
    }

    @Test
    void aSingleZeroTakesNoExponent() {
        assertEquals(List.of("0"), Outcomes.of("0.0e1 "));
        assertEquals(List.of("0", "!JSON parse error, invalid keyword 'e'", "1"), Outcomes.of("0e1 "));
    }

    @Test
    void nestingIsBounded() {
        String limit = "!JSON nesting depth limit exceeded";
        assertEquals(1, Outcomes.of("[".repeat(1024) + "]".repeat(1024)).size());
        assertFalse(Outcomes.of("[".repeat(1024) + "]".repeat(1024)).contains(limit));
        assertEquals(List.of(limit), Outcomes.of("[".repeat(1025)));
        assertEquals(List.of(limit, limit), Outcomes.of("[".repeat(3000)));
        assertEquals(List.of(limit), Outcomes.of("{\"a\":[".repeat(512) + "{"));

        List<String> closed = new ArrayList<>(List.of(limit));
        closed.addAll(Collections.nCopies(1025, "!JSON parse error, expecting value"));
        closed.add("{}");
        assertEquals(closed, Outcomes.of("[".repeat(1025) + "]".repeat(1025) + "{}"));
    }

    @Test
    void tokensAreBounded() {
        JsonLimits limits = new JsonLimits(1000, 5, 3);
        assertEquals(List.of("[1, 2]"), Outcomes.of(limits, parser -> parser.feed("[1,2]")));
        assertEquals(
                List.of("!JSON token count limit exceeded", "!JSON parse error, expecting value", "[]"),
                Outcomes.of(limits, parser -> parser.feed("[1,2,3][]")));
    }

    @Test
    void sizeIsBounded() {
        String limit = "!JSON token size limit exceeded";
        JsonLimits limits = new JsonLimits(10, 100, 3);
        assertEquals(
                Collections.nCopies(100, "[1, 2, 3]"),
                Outcomes.of(limits, parser -> parser.feed("[1,2,3]\n".repeat(100))));
        assertEquals(List.of("\"1234567\""), Outcomes.of(limits, parser -> parser.feed("'1234567'")));
        assertEquals(List.of(limit), Outcomes.of(limits, parser -> parser.feed("'12345678'")));
        assertEquals(
                limit,
                Outcomes.of(limits, parser -> parser.feed("'123456789012")).getFirst());
        assertEquals(List.of(limit, "[]"), Outcomes.of(limits, parser -> parser.feed("['12345678'\n[]")));
        assertThrows(IllegalArgumentException.class, () -> new JsonLimits(0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new JsonLimits(1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new JsonLimits(1, 1, -1));
        assertThrows(IllegalArgumentException.class, () -> new JsonLimits(1, 1, 1025));
        assertEquals(new JsonLimits(64 * 1024 * 1024, 2 * 1024 * 1024, 1024), JsonLimits.standard());
    }

    @Test
    void theEndCompletesOrRefusesWhatIsUnderWay() {
        assertEquals(List.of("12"), ended("12"));
        assertEquals(List.of("!JSON parse error, premature EOI"), ended("[1"));
        assertEquals(List.of("!JSON parse error, stray '\"a'"), ended("{\"a"));
        assertEquals(List.of("{}"), ended("{} "));
        assertEquals(List.of("!JSON parse error, stray '@'"), ended("@ 1"));
        assertEquals(List.of("[1]", "[2]"), Outcomes.of(parser -> {
            parser.feed("[1]");
            parser.end();
            parser.feed("[2]");
            parser.end();
        }));
    }

    @Test
    void itIsKnownWhetherAValueIsUnderWay() {
        JsonStreamParser parser = new JsonStreamParser(new Outcomes());
        for (String outside : List.of("", " \n", "{}", "[1,{}]", "@", " x", "\n")) {
            parser.feed(outside);
            assertFalse(parser.isInsideValue(), outside);
        }
        for (String inside : List.of("{", " ", "\"a", "\":", "1")) {
            parser.feed(inside);
            assertTrue(parser.isInsideValue(), inside);
        }
        parser.feed("}");
        assertFalse(parser.isInsideValue());
    }

    @Test
    void aRangeMustLieInTheArray() {
        JsonStreamParser parser = new JsonStreamParser(new Outcomes());
        assertThrows(IndexOutOfBoundsException.class, () -> parser.feed(new byte[3], 2, 2));
    }

    private static List<String> ended(String text) {
        return Outcomes.of(parser -> {
            parser.feed(text);
            parser.end();
        });
    }

    /** What comes of bytes given as characters 0 to 255. */
    private static List<String> bytes(String latin1) {
        return Outcomes.of(parser -> parser.feed(latin1.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static List<JsonValue> numbers(String text) {
        try {
            return ((JsonArray) JsonDocument.parse(text)).items();
        } catch (JsonParseException e) {
            throw new AssertionError(e);
        }
    }
}
