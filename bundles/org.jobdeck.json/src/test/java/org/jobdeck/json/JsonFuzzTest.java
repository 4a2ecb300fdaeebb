package org.jobdeck.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random values survive writing and reading; random bytes never upset the parser. Seeds are fixed. */
class JsonFuzzTest {
    private static final int ROUNDS = 4_000;
    private static final String[] TEXTS = {
        "", "a", "status", "é", "€", "😀", "\0", "\"\\/'", "\b\f\n\r\t", "\u007f", "%d"
    };
    private static final String ALPHABET =
            "{}[]:,\"'\\ \t\r\n\0\1\u007f\u0080\u00c0\u00e2\u00fd\u00fe\u00ff-+.eE019truefalsn@u";

    @Test
    void valuesSurviveWritingAndReading() throws JsonParseException {
        Random random = new Random(42);
        for (int i = 0; i < ROUNDS; i++) {
            JsonValue value = value(random, 4);
            for (JsonWriter.Layout layout : JsonWriter.Layout.values()) {
                for (MemberOrder order : MemberOrder.values()) {
                    String text = new JsonWriter(layout, order).write(value);
                    assertEquals(value, JsonDocument.parse(text), text);
                    assertEquals(text.length(), text.getBytes(StandardCharsets.UTF_8).length, text);
                }
            }
        }
    }

    @Test
    void bytesInAnyPiecesGiveTheSameOutcomesAndTheParserRecovers() {
        Random random = new Random(43);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] input = bytes(random);
            String shown = HexFormat.of().formatHex(input);
            List<String> whole = Outcomes.of(parser -> feedAndSync(parser, input, input.length));
            int cut = random.nextInt(input.length + 1);
            assertEquals(whole, Outcomes.of(parser -> feedAndSync(parser, input, cut)), shown);
            assertEquals("{\"sync\": [true]}", whole.getLast(), shown);
        }
    }

    private static void feedAndSync(JsonStreamParser parser, byte[] input, int cut) {
        parser.feed(input, 0, cut);
        parser.feed(input, cut, input.length - cut);
        parser.feed(new byte[] {(byte) 0xFF});
        parser.feed("\n{\"sync\": [true]}");
    }

    private static byte[] bytes(Random random) {
        if (random.nextBoolean()) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(40); n > 0; n--) {
                text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
            return text.toString().getBytes(StandardCharsets.ISO_8859_1);
        }
        byte[] text = value(random, 3).toJson().getBytes(StandardCharsets.US_ASCII);
        for (int n = random.nextInt(4); n > 0; n--) {
            text[random.nextInt(text.length)] = (byte) ALPHABET.charAt(random.nextInt(ALPHABET.length()));
        }
        return text;
    }

    private static JsonValue value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 6)) {
            case 0 -> JsonValue.of(random.nextBoolean() ? null : random.nextBoolean());
            case 1 -> JsonNumber.of(random.nextLong() >> random.nextInt(64));
            case 2 -> JsonNumber.ofUnsigned(random.nextLong());
            case 3 -> fraction(random);
            case 4, 5 -> new JsonString(text(random));
            case 6 -> {
                JsonArray.Builder array = JsonArray.builder();
                for (int n = random.nextInt(5); n > 0; n--) {
                    array.add(value(random, depth - 1));
                }
                yield array.build();
            }
            default -> {
                JsonObject.Builder object = JsonObject.builder();
                for (int n = random.nextInt(5); n > 0; n--) {
                    object.put(text(random), value(random, depth - 1));
                }
                yield object.build();
            }
        };
    }

    /** A double that is not whole, since whole ones are written, and so read back, as integers. */
    private static JsonNumber fraction(Random random) {
        return JsonNumber.of(random.nextInt(1_000_000) + 0.25 + random.nextInt(3) * 0.25);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(4); n > 0; n--) {
            text.append(TEXTS[random.nextInt(TEXTS.length)]);
        }
        return text.toString();
    }
}
