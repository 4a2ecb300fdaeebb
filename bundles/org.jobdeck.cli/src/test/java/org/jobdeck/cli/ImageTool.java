package org.jobdeck.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** QEMU's image tool and ours, with the same arguments. */
final class ImageTool {

    private static final long PATIENCE_SECONDS = 60;

    /** What a run printed and how it ended. */
    record Outcome(String out, int code) {}

    private ImageTool() {}

    /** Runs QEMU's tool. */
    static Outcome real(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("qemu-img"));
        command.addAll(List.of(arguments));
        return run(command);
    }

    /** Runs one of QEMU's programs, which must succeed. */
    static void prepare(String... command) throws IOException, InterruptedException {
        Outcome outcome = run(List.of(command));
        assertEquals(0, outcome.code(), () -> String.join(" ", command) + ": " + outcome.out());
    }

    private static Outcome run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), () -> "it does not end: " + command);
        return new Outcome(out, process.exitValue());
    }

    /** Runs ours. */
    static Outcome ours(TestHost host, String... arguments) {
        List<String> line = new ArrayList<>(List.of("image"));
        line.addAll(List.of(arguments));
        int code = host.run(line.toArray(String[]::new));
        return new Outcome(host.outText(), code);
    }

    /** Runs both and makes sure that they print the same on standard output and end alike; returns what ours says. */
    static TestHost alike(String... arguments) throws IOException, InterruptedException {
        TestHost host = new TestHost();
        Outcome real = real(arguments);
        Outcome ours = ours(host, arguments);
        assertEquals(real, ours, () -> String.join(" ", arguments) + ": " + host.errText());
        return host;
    }

    /** The name of a file in a folder. */
    static String in(Path folder, String name) {
        return folder.resolve(name).toString();
    }
}
