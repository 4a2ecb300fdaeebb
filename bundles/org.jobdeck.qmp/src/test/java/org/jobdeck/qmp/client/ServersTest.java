package org.jobdeck.qmp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonValue;
import org.jobdeck.loop.Clock;
import org.jobdeck.qmp.QmpException;
import org.jobdeck.qmp.SelectorThread;
import org.jobdeck.qmp.client.ConnectionEnd.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client and QEMU's own storage daemon, and a socket on which too many wait. */
@Timeout(60)
class ServersTest {

    @TempDir
    Path directory;

    private static JsonValue get(CompletableFuture<JsonValue> reply) throws Exception {
        return reply.get(30, TimeUnit.SECONDS);
    }

    /** The real storage daemon with one monitor; returns when it listens. */
    private static Process startDaemon(Path folder, Path socket) throws IOException, InterruptedException {
        Path pidFile = folder.resolve("pid");
        Path log = folder.resolve("log");
        Process daemon = new ProcessBuilder(
                        "qemu-storage-daemon",
                        "--chardev",
                        "socket,id=m,path=" + socket + ",server=on,wait=off",
                        "--monitor",
                        "chardev=m",
                        "--pidfile",
                        pidFile.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        while (!Files.exists(pidFile)) {
            if (daemon.waitFor(5, TimeUnit.MILLISECONDS)) {
                throw new IOException(Files.readString(log));
            }
        }
        return daemon;
    }

    /**
     * The daemon goes on with what was asked by a client that has left, and now and then gives the answer to the next. So
     * many rounds have always been enough to see that.
     */
    @Test
    void aClientThatLeavesInTheMiddleOfCommandsLeavesTheNextInPeace() throws Exception {
        Path socket = directory.resolve("qmp");
        Process daemon = startDaemon(directory, socket);
        try (SelectorThread thread = SelectorThread.start("clients", Clock.system())) {
            for (int round = 0; round < 60; round++) {
                HeardListener heard = new HeardListener();
                QmpClient client = QmpClient.connect(
                        thread, Clock.system(), new QmpAddress.Unix(socket), ClientLimits.standard(), heard);
                heard.next(Greeting.class);
                CompletableFuture<JsonValue> jobs = client.execute(QmpRequest.of("query-jobs"));
                client.execute(QmpRequest.of("query-qmp-schema"));
                get(jobs);
                client.close();
                assertEquals(Reason.CLOSED, heard.next(ConnectionEnd.class).reason());
            }
        } finally {
            daemon.destroyForcibly();
        }
    }

    @Test
    void theRealDaemonAnswersManyAtOnce() throws Exception {
        Path socket = directory.resolve("qmp");
        Process daemon = startDaemon(directory, socket);
        try (SelectorThread thread = SelectorThread.start("clients", Clock.system())) {
            HeardListener heard = new HeardListener();
            QmpClient client = QmpClient.connect(
                    thread, Clock.system(), new QmpAddress.Unix(socket), ClientLimits.standard(), heard);
            Greeting greeting = heard.next(Greeting.class);
            assertTrue(greeting.outOfBand());
            assertTrue(greeting.version().isAtLeast(5, 0), greeting.toString());
            List<CompletableFuture<JsonValue>> replies = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                replies.add(client.execute(QmpRequest.of("query-jobs")));
            }
            CompletableFuture<JsonValue> schema = client.execute(QmpRequest.of("query-qmp-schema"));
            CompletableFuture<JsonValue> beat =
                    client.execute(QmpRequest.of("query-version").overtaking());
            ExecutionException refused = assertThrows(ExecutionException.class, () -> get(beat));
            assertEquals(
                    "The command query-version does not support OOB",
                    assertInstanceOf(QmpException.class, refused.getCause()).getMessage());
            for (CompletableFuture<JsonValue> reply : replies) {
                assertEquals("[]", get(reply).toJson());
            }
            assertTrue(((JsonArray) get(schema)).size() > 100);

            // the monitor has its one client: the next is left without a word
            HeardListener second = new HeardListener();
            QmpClient.connect(thread, Clock.system(), new QmpAddress.Unix(socket), ClientLimits.standard(), second);
            assertEquals(Reason.IN_USE, second.next(ConnectionEnd.class).reason());

            client.close();
            assertEquals(Reason.CLOSED, heard.next(ConnectionEnd.class).reason());
            HeardListener third = new HeardListener();
            QmpClient.connect(thread, Clock.system(), new QmpAddress.Unix(socket), ClientLimits.standard(), third);
            third.next(Greeting.class);
            daemon.destroyForcibly().waitFor();
            assertEquals(Reason.LOST, third.next(ConnectionEnd.class).reason());
        } finally {
            daemon.destroyForcibly();
        }
    }

    @Test
    void aSocketThatTakesNoMoreClientsIsInUse() throws Exception {
        Path socket = directory.resolve("full");
        List<SocketChannel> waiting = new ArrayList<>();
        try (SelectorThread thread = SelectorThread.start("clients", Clock.system());
                ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listener.bind(UnixDomainSocketAddress.of(socket), 1);
            assertThrows(SocketException.class, () -> {
                for (int i = 0; i < 100; i++) {
                    SocketChannel next = SocketChannel.open(StandardProtocolFamily.UNIX);
                    next.configureBlocking(false);
                    waiting.add(next);
                    next.connect(UnixDomainSocketAddress.of(socket));
                }
            });
            HeardListener heard = new HeardListener();
            QmpClient.connect(thread, Clock.system(), new QmpAddress.Unix(socket), ClientLimits.standard(), heard);
            assertEquals(Reason.IN_USE, heard.next(ConnectionEnd.class).reason());
        } finally {
            for (SocketChannel channel : waiting) {
                channel.close();
            }
        }
    }
}
