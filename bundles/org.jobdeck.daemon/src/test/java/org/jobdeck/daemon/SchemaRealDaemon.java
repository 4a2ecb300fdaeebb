package org.jobdeck.daemon;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonException;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonString;

/** The real storage daemon, with a monitor on its standard input and output. */
final class SchemaRealDaemon implements AutoCloseable {
    private final Process process;
    private final BufferedReader replies;

    /** Starts it and negotiates. */
    SchemaRealDaemon() throws IOException, JsonException {
        process = new ProcessBuilder("qemu-storage-daemon", "--chardev", "stdio,id=c", "--monitor", "chardev=c")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        replies = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        replies.readLine();
        ask(List.of(new Call("qmp_capabilities", JsonObject.empty())));
    }

    /** Whether it is installed in the version that is followed. */
    static boolean isThere() {
        try {
            Process asked = new ProcessBuilder("qemu-storage-daemon", "--version")
                    .redirectErrorStream(true)
                    .start();
            try (BufferedReader reader = asked.inputReader(StandardCharsets.US_ASCII)) {
                return reader.lines().collect(Collectors.joining()).contains("version 7.2.");
            }
        } catch (IOException _) {
            return false;
        }
    }

    /**
     * A command with its arguments.
     *
     * @param text the arguments as they are sent, since numbers are not always written as they were read
     */
    record Call(String command, JsonObject arguments, String text) {

        Call(String command, JsonObject arguments) {
            this(command, arguments, arguments.toJson());
        }
    }

    /** Sends all the commands at once; for each, the class and text of its failure, or {@code ok}. */
    List<String> ask(List<Call> calls) throws IOException, JsonException {
        Thread.ofVirtual().start(() -> send(calls));
        List<String> answers = new ArrayList<>();
        while (answers.size() < calls.size()) {
            String line = replies.readLine();
            if (line == null) {
                throw new IOException("The real daemon ended after " + answers.size() + " of " + calls.size()
                        + " answers; the next was " + calls.get(answers.size()));
            }
            JsonObject message = JsonDocument.parseObject(line);
            if (!message.has("event")) {
                answers.add(message.object("error")
                        .map(error -> error.string("class").orElseThrow() + ": "
                                + error.string("desc").orElseThrow())
                        .orElse("ok"));
            }
        }
        return answers;
    }

    private void send(List<Call> calls) {
        try {
            OutputStream out = process.getOutputStream();
            for (Call call : calls) {
                String message = "{\"execute\": " + new JsonString(call.command()).toJson() + ", \"arguments\": "
                        + call.text() + "}";
                out.write((message + '\n').getBytes(StandardCharsets.UTF_8));
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
