package org.jobdeck.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Replays what the real program was sent and compares with what it answered. */
class QemuAnswersTest {
    private static final int RECORDED = 1344;

    @Test
    void everyInputIsAnsweredAsByQemu() throws IOException {
        List<String> wrong = new ArrayList<>();
        List<String> lines = recorded();
        for (String line : lines) {
            List<String> parts = List.of(line.split("\t"));
            List<String> expected = parts.subList(1, parts.size());
            List<String> found = answers(HexFormat.of().parseHex(parts.getFirst()));
            if (!found.equals(expected)) {
                wrong.add(parts.getFirst() + "\n  expected " + expected + "\n  found    " + found);
            }
        }
        assertEquals(List.of(), wrong);
        assertEquals(RECORDED, lines.size());
    }

    @Test
    void theRecordingHoldsEveryKindOfAnswer() throws IOException {
        String all = String.join("\n", recorded());
        for (String part : List.of(
                "stray",
                "expecting value",
                "invalid keyword",
                "key is not a string in object",
                "missing : in object pair",
                "duplicate key",
                "expected separator in dict",
                "expected separator in list",
                "invalid escape sequence in string",
                "is not a valid Unicode character",
                "invalid UTF-8 sequence in string",
                "value {",
                "value [",
                "value \"")) {
            assertTrue(all.contains(part), part);
        }
    }

    private static List<String> answers(byte[] input) {
        List<String> answers = new ArrayList<>();
        new JsonStreamParser(new JsonSink() {
                    @Override
                    public void value(JsonValue value) {
                        answers.add(echoed(value).map(id -> "value " + id).orElse("value"));
                    }

                    @Override
                    public void error(JsonParseException error) {
                        String quoted = new JsonString(error.getMessage()).toJson();
                        answers.add("error " + quoted.substring(1, quoted.length() - 1));
                    }
                })
                .feed(input);
        return answers;
    }

    private static Optional<String> echoed(JsonValue value) {
        boolean command = value instanceof JsonObject object
                && object.members().keySet().equals(Set.of("execute", "id"))
                && object.string("execute").equals(Optional.of("x"));
        return command
                ? ((JsonObject) value).get("id").map(JsonWriter.compact().withOrder(MemberOrder.QDICT)::write)
                : Optional.empty();
    }

    private static List<String> recorded() throws IOException {
        try (InputStream in = Objects.requireNonNull(QemuAnswersTest.class.getResourceAsStream("qemu-answers.txt"));
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
                Stream<String> lines = reader.lines()) {
            return lines.filter(line -> !line.startsWith("#")).toList();
        }
    }
}
