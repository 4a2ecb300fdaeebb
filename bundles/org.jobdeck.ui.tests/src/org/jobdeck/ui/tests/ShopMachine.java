package org.jobdeck.ui.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonParseException;
import org.jobdeck.json.JsonValue;
import org.jobdeck.qmp.client.QmpAddress;
import org.jobdeck.source.JobSource;

/**
 * A machine of QEMU named "shop" with seven disks, and jobs on them in every state that a picture should show. No guest
 * runs in it; its writes are made by the monitor. Needs {@code qemu-system-x86_64}, {@code qemu-img} and {@code qemu-io}.
 */
final class ShopMachine implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 30;
    private static final List<String> DISKS = List.of("db", "mail", "web", "home", "logs-a", "logs-b", "media");

    private final Path directory;
    private final Process process;

    /** Makes the images and starts the machine. */
    ShopMachine(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        for (String disk : DISKS) {
            run("qemu-img", "create", "-q", "-f", "qcow2", image(disk), size(disk));
            run("qemu-img", "create", "-q", "-f", "qcow2", image(disk + "-copy"), size(disk));
            run("qemu-io", "-f", "qcow2", "-c", "write -P 85 0 " + size(disk), image(disk));
        }
        process = new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        while (!Files.exists(directory.resolve("qmp"))) {
            if (process.waitFor(5, TimeUnit.MILLISECONDS)) {
                throw new IOException("The machine ended: " + Files.readString(directory.resolve("log")));
            }
        }
    }

    private static String size(String disk) {
        return switch (disk) {
            case "db", "web" -> "192M";
            case "mail", "home" -> "16M";
            default -> "64M";
        };
    }

    private String image(String name) {
        return directory.resolve(name + ".qcow2").toString();
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                "qemu-system-x86_64", "-name", "shop", "-machine", "pc,accel=tcg", "-m", "64", "-S", "-nodefaults"));
        command.addAll(List.of("-display", "none", "-qmp", "unix:" + directory.resolve("qmp") + ",server=on,wait=off"));
        for (String disk : DISKS) {
            command.addAll(List.of("-blockdev", node(disk, image(disk))));
            command.addAll(List.of("-device", "virtio-blk-pci,drive=" + disk + ",id=disk-" + disk));
            command.addAll(
                    List.of("-blockdev", disk.equals("media") ? full() : node(disk + "-copy", image(disk + "-copy"))));
        }
        return command;
    }

    private static String node(String name, String image) {
        return "{'driver': 'qcow2', 'node-name': '%s', 'file': {'driver': 'file', 'node-name': '%s-file', 'filename': '%s'}}"
                .formatted(name, name, image)
                .replace('\'', '"');
    }

    /** A target whose file system is full from the second cluster on. */
    private String full() {
        return ("{'driver': 'raw', 'node-name': 'media-copy', 'size': 67108864, 'offset': 0, 'file': {'driver': 'blkdebug',"
                        + " 'node-name': 'media-copy-file', 'inject-error': [{'event': 'none', 'iotype': 'write',"
                        + " 'sector': 65536, 'errno': 28}], 'image': {'driver': 'null-co', 'size': 67108864}}}")
                .replace('\'', '"');
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed");
        }
    }

    QmpAddress address() {
        return new QmpAddress.Unix(directory.resolve("qmp"));
    }

    /** Starts the jobs; each comes to its state by itself. */
    void startJobs(JobSource source) {
        ask(source, "blockdev-mirror", job("move-db", "db", "full", 6 << 20));
        ask(source, "blockdev-mirror", job("move-mail", "mail", "full", 0));
        ask(source, "blockdev-backup", job("nightly-web", "web", "full", 3 << 20));
        ask(
                source,
                "blockdev-backup",
                job("nightly-home", "home", "full", 0).replace("}", ", 'auto-finalize': false}"));
        ask(
                source,
                "transaction",
                ("{'actions': [{'type': 'blockdev-backup', 'data': %s}, {'type': 'blockdev-backup', 'data': %s}],"
                                + " 'properties': {'completion-mode': 'grouped'}}")
                        .formatted(job("logs-a", "logs-a", "full", 0), job("logs-b", "logs-b", "full", 1 << 20)));
        ask(source, "blockdev-backup", job("nightly-media", "media", "full", 0));
        ask(
                source,
                "blockdev-create",
                ("{'job-id': 'new-disk', 'options': {'driver': 'file', 'filename': '%s', 'size': 1048576}}")
                        .formatted(directory.resolve("new.raw")));
    }

    private static String job(String id, String disk, String sync, long speed) {
        return ("{'job-id': '%s', 'device': '%s', 'target': '%s-copy', 'sync': '%s', 'speed': %d, 'auto-dismiss': false}")
                .formatted(id, disk, disk, sync, speed);
    }

    /** What a guest would do to a disk; does not wait for it. */
    static void write(JobSource source, String disk, String where) {
        source.execute(
                "human-monitor-command",
                parse("{'command-line': 'qemu-io -d disk-%s/virtio-backend \"write %s\"'}".formatted(disk, where)));
    }

    static JsonValue ask(JobSource source, String command, String arguments) {
        try {
            return source.execute(command, parse(arguments))
                    .toCompletableFuture()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            throw new AssertionError(command + " " + arguments + " failed", e);
        }
    }

    private static JsonObject parse(String text) {
        try {
            return JsonDocument.parseObject(text);
        } catch (JsonParseException e) {
            throw new AssertionError(text, e);
        }
    }

    /** Ends it without asking. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
