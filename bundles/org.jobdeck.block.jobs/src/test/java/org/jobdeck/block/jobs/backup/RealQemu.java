package org.jobdeck.block.jobs.backup;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A storage daemon of the real QEMU and a connection to its monitor. */
public final class RealQemu implements AutoCloseable {

    /** How QEMU is told to let the first write fail for lack of space. */
    static final String FIRST_WRITE_FAILS =
            "inject-error.0.event=none,inject-error.0.iotype=write,inject-error.0.errno=28,inject-error.0.once=on";

    private final Process daemon;
    private final SocketChannel socket;
    private final BufferedReader answers;
    private final OutputStream commands;
    private final List<String> story = new ArrayList<>();

    /** Starts a daemon with the given nodes; {@code folder} is where its socket goes. */
    public RealQemu(Path folder, String... nodes) throws IOException {
        // a daemon that is still ending keeps its files to itself
        Path own = Files.createTempDirectory(folder, "qemu");
        Path path = own.resolve("qmp.sock");
        // the daemon is ready for connections when it says that it is, with its number in this file
        Path ready = own.resolve("daemon.pid");
        List<String> command = new ArrayList<>(List.of("qemu-storage-daemon"));
        for (String node : nodes) {
            command.add("--blockdev");
            command.add(node);
        }
        command.addAll(List.of(
                "--chardev",
                "socket,id=c,path=" + path + ",server=on,wait=off",
                "--monitor",
                "chardev=c",
                "--daemonize",
                "--pidfile",
                ready.toString()));
        daemon = new ProcessBuilder(command).inheritIO().start();
        try {
            int status = daemon.waitFor();
            if (status != 0) {
                throw new IOException("the storage daemon ended with " + status);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        socket = SocketChannel.open(StandardProtocolFamily.UNIX);
        socket.connect(UnixDomainSocketAddress.of(path));
        Files.delete(path);
        answers = new BufferedReader(new InputStreamReader(Channels.newInputStream(socket), StandardCharsets.UTF_8));
        commands = Channels.newOutputStream(socket);
        readLine();
        execute("qmp_capabilities", "");
    }

    /** Carries a command out; events that come before its answer are remembered. */
    public void execute(String command, String arguments) throws IOException {
        String answer = ask(command, arguments);
        if (answer.startsWith("{\"error\"")) {
            throw new IOException(command + " was refused: " + answer);
        }
    }

    /** The answer to a command, an error too; events that come before it are remembered. */
    public String ask(String command, String arguments) throws IOException {
        String line = "{'execute':'" + command + "','arguments':{" + arguments + "}}\n";
        commands.write(line.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        commands.flush();
        String answer = readLine();
        while (!answer.startsWith("{\"return\"") && !answer.startsWith("{\"error\"")) {
            answer = readLine();
        }
        return answer;
    }

    /** What the answer to a command gives as the description of its error; empty without one. */
    public String errorOf(String command, String arguments) throws IOException {
        return field(ask(command, arguments), "desc").orElse("");
    }

    /** Waits for the first event, among those not yet asked for, that reads so. */
    public void await(String word) throws IOException {
        while (story.isEmpty() || !story.getLast().equals(word)) {
            readLine();
        }
    }

    private String readLine() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the storage daemon has gone; so far: " + story);
        }
        word(line).ifPresent(story::add);
        return line;
    }

    private static Optional<String> word(String line) {
        return field(line, "event").map(event -> switch (event) {
            case "JOB_STATUS_CHANGE" -> field(line, "status").orElseThrow();
            case "BLOCK_JOB_PENDING" -> "PENDING " + fields(line, "type", "id");
            case "BLOCK_JOB_ERROR" -> "ERROR " + fields(line, "device", "operation", "action");
            case "BLOCK_JOB_COMPLETED", "BLOCK_JOB_CANCELLED" ->
                event.substring("BLOCK_JOB_".length()) + " "
                        + fields(line, "type", "device", "len", "offset", "speed", "error");
            default -> event;
        });
    }

    private static String fields(String line, String... names) {
        StringBuilder all = new StringBuilder();
        for (String name : names) {
            field(line, name)
                    .ifPresent(
                            value -> all.append(name).append('=').append(value).append(' '));
        }
        return all.toString().strip();
    }

    /** The text or the number that a member of that name has first. */
    public static Optional<String> field(String line, String name) {
        Matcher matcher =
                Pattern.compile('"' + name + "\": (?:\"([^\"]*)\"|(\\d+))").matcher(line);
        if (!matcher.find()) {
            return Optional.empty();
        }
        return Optional.of(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }

    /** The events so far. */
    public List<String> story() {
        return story;
    }

    @Override
    public void close() throws IOException {
        try (socket) {
            execute("quit", "");
        }
    }
}
