package org.jobdeck.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The storage daemon as a process of its own: its socket, its signals, its end. */
@Timeout(120)
class StorageDaemonProcessTest {

    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    /** A connection, read line by line. */
    private record Client(SocketChannel channel, BufferedReader lines) implements AutoCloseable {

        static Client connect(Path socket) throws IOException {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(UnixDomainSocketAddress.of(socket));
            Client client =
                    new Client(channel, new BufferedReader(Channels.newReader(channel, StandardCharsets.US_ASCII)));
            assertTrue(client.lines.readLine().startsWith("{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 22, "));
            client.execute("{'execute': 'qmp_capabilities'}");
            return client;
        }

        void execute(String command) throws IOException {
            channel.write(ByteBuffer.wrap(command.getBytes(StandardCharsets.US_ASCII)));
            String reply = until("\"return\"", "\"error\"").getLast();
            assertEquals("{\"return\": {}}", reply);
        }

        /** The lines up to one that has one of the texts. */
        List<String> until(String... texts) throws IOException {
            List<String> read = new ArrayList<>();
            while (true) {
                String line = lines.readLine();
                if (line == null) {
                    throw new IOException("the daemon has closed the connection after " + read);
                }
                read.add(line);
                if (List.of(texts).stream().anyMatch(line::contains)) {
                    return read;
                }
            }
        }

        String rest() throws IOException {
            StringBuilder rest = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                rest.append(line).append('\n');
            }
            return rest.toString();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private Path socket() {
        return folder.resolve("qmp.sock");
    }

    private Path pidFile() {
        return folder.resolve("pid");
    }

    /** Starts it and waits until all is set up, which the PID file says. */
    private Process start() throws IOException, InterruptedException {
        try (WatchService watch = FileSystems.getDefault().newWatchService()) {
            folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
            Process daemon =
                    new ProcessBuilder(commandLine()).redirectErrorStream(true).start();
            while (!Files.exists(pidFile()) || Files.size(pidFile()) == 0) {
                assertTrue(daemon.isAlive(), () -> "the daemon ended: " + output(daemon));
                WatchKey news = watch.poll(1, TimeUnit.SECONDS);
                if (news != null) {
                    news.reset();
                }
            }
            return daemon;
        }
    }

    private static String output(Process daemon) {
        try {
            return new String(daemon.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    private List<String> commandLine() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                DaemonRun.NAME,
                "--blockdev",
                "driver=file,node-name=a,filename=" + folder.resolve("a.raw"),
                "--blockdev",
                "driver=file,node-name=b,filename=" + folder.resolve("b.raw"),
                "--chardev",
                "socket,id=m,path=" + socket() + ",server=on,wait=off",
                "--monitor",
                "chardev=m",
                "--pidfile",
                pidFile().toString());
    }

    private void makeImages() throws IOException {
        Images.full(folder.resolve("a.raw"), 8 * MIB);
        Images.full(folder.resolve("b.raw"), 8 * MIB);
    }

    private static void startSlowBackup(Client client) throws IOException {
        client.execute("{'execute': 'blockdev-backup', 'arguments': {'job-id': 'j', 'device': 'a', 'target': 'b',"
                + " 'sync': 'full', 'speed': 65536}}");
    }

    @Test
    void terminateCancelsConcludesAndTells() throws IOException, InterruptedException {
        makeImages();
        Process daemon = start();
        assertEquals(daemon.pid() + "\n", Files.readString(pidFile()));
        assertEquals(
                PosixFilePermissions.fromString("rw-------"),
                Files.getPosixFilePermissions(socket()),
                "the socket's mode");
        try (Client client = Client.connect(socket())) {
            startSlowBackup(client);
            // not Process.destroy, which would close the streams
            assertTrue(daemon.toHandle().destroy());
            String rest = client.rest();
            assertTrue(rest.contains("\"BLOCK_JOB_CANCELLED\""), rest);
            assertTrue(rest.contains("\"status\": \"null\""), rest);
        }
        assertTrue(daemon.waitFor(60, TimeUnit.SECONDS));
        assertEquals(ExitCode.DONE, daemon.exitValue());
        assertEquals("", output(daemon));
        assertFalse(Files.exists(socket()));
        assertFalse(Files.exists(pidFile()));
    }

    @Test
    void quitEndsItWithASuccess() throws IOException, InterruptedException {
        makeImages();
        Process daemon = start();
        try (Client client = Client.connect(socket())) {
            client.execute("{'execute': 'quit'}");
        }
        assertTrue(daemon.waitFor(60, TimeUnit.SECONDS));
        assertEquals(ExitCode.DONE, daemon.exitValue());
        assertFalse(Files.exists(socket()));
    }

    @Test
    void afterAKillTheNextOneTakesItsPlace() throws IOException, InterruptedException {
        makeImages();
        Process killed = start();
        try (Client client = Client.connect(socket())) {
            startSlowBackup(client);
            killed.destroyForcibly();
            assertTrue(killed.waitFor(60, TimeUnit.SECONDS));
        }
        assertTrue(Files.exists(socket()));
        Files.delete(pidFile());
        Process next = start();
        try (Client client = Client.connect(socket())) {
            client.execute("{'execute': 'quit'}");
        }
        assertTrue(next.waitFor(60, TimeUnit.SECONDS));
        assertEquals(ExitCode.DONE, next.exitValue());
    }
}
