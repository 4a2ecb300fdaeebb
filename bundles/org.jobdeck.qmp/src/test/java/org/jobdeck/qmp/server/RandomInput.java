package org.jobdeck.qmp.server;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Random input of a client: messages that are right, messages that are nearly right, and noise. */
final class RandomInput {
    private static final String ALPHABET =
            "{}[]:,\"'\\ \t\r\n\0\1\u007f\u0080\u00c0\u00e2\u00fd\u00fe\u00ff-+.eE019truefalsn@u";
    private static final List<String> VALUES = List.of(
            "1",
            "-0",
            "18446744073709551615",
            "99999999999999999999",
            "1.5e3",
            "null",
            "true",
            "'x'",
            "\"\\u00e4\\ud83d\\ude00\"",
            "'\u00e4\u20ac'",
            "{}",
            "[]",
            "[1, [{'b': 2, 'a': {}}]]",
            "{'id': {'timestamp': null}}",
            "'\\u0000\\n\\\\'");
    private static final String DEEP = "[".repeat(1023) + "]".repeat(1023);
    private static final List<String> MEMBERS = List.of("id", "arguments", "exec-oob", "execute", "event", "\u00e9");

    private final Random random;
    private final List<String> commands;

    RandomInput(long seed, List<String> commands) {
        this.random = new Random(seed);
        this.commands = commands;
    }

    Random random() {
        return random;
    }

    /** Some messages, most of them of the right form. */
    byte[] next() {
        if (random.nextInt(4) == 0) {
            return noise();
        }
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(4); n >= 0; n--) {
            text.append(message());
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        for (int n = random.nextInt(3); n > 0; n--) {
            bytes = mutated(bytes);
        }
        return bytes;
    }

    private String message() {
        StringBuilder text = new StringBuilder("{");
        if (random.nextInt(12) != 0) {
            String key = random.nextInt(5) == 0 ? "exec-oob" : "execute";
            text.append('\'').append(key).append("': '").append(any(commands)).append('\'');
        }
        for (int n = random.nextInt(3); n > 0; n--) {
            String value = random.nextBoolean() ? "{}" : value();
            text.append(text.length() > 1 ? ", " : "")
                    .append('\'')
                    .append(any(MEMBERS))
                    .append("': ")
                    .append(value);
        }
        return text.append(random.nextBoolean() ? "}" : "}\n").toString();
    }

    private String value() {
        return random.nextInt(2000) == 0 ? DEEP : any(VALUES);
    }

    private byte[] noise() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int n = random.nextInt(40); n > 0; n--) {
            bytes.write(letter());
        }
        return bytes.toByteArray();
    }

    private byte[] mutated(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(3)) {
            case 0 -> {
                byte[] changed = bytes.clone();
                changed[at] = letter();
                yield changed;
            }
            case 1 -> {
                byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
                System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
                longer[at] = letter();
                yield longer;
            }
            default -> {
                byte[] shorter = Arrays.copyOf(bytes, Math.max(1, bytes.length - 1));
                System.arraycopy(
                        bytes,
                        Math.min(at + 1, bytes.length - 1),
                        shorter,
                        Math.min(at, shorter.length - 1),
                        Math.max(0, shorter.length - at));
                yield shorter;
            }
        };
    }

    private byte letter() {
        return (byte) ALPHABET.charAt(random.nextInt(ALPHABET.length()));
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
