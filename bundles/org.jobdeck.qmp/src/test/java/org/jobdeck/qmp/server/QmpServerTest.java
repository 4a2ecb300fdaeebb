package org.jobdeck.qmp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import org.jobdeck.loop.Clock;
import org.jobdeck.qmp.SelectorThread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server, its sockets and its clients. */
@Timeout(30)
class QmpServerTest {
    @TempDir
    Path directory;

    @Test
    void aClientIsGreetedAndAnswered() throws Exception {
        Path path = directory.resolve("qmp.sock");
        try (SelectorThread thread = SelectorThread.start("qmp", Clock.system())) {
            QmpServer server = new QmpServer(thread, Clock.system(), TableCommands.VERSION, new TableCommands());
            server.listen(ListenSocket.open(new ListenAddress.Unix(path)), MonitorOptions.named("m"));
            try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path));
                    BufferedReader in = new BufferedReader(new InputStreamReader(Channels.newInputStream(channel)))) {
                channel.write(
                        ByteBuffer.wrap("{'execute':'qmp_capabilities'}{'execute':'query-jobs','id':1}".getBytes()));
                assertTrue(in.readLine().startsWith("{\"QMP\""));
                assertEquals("{\"return\": {}}", in.readLine());
                assertEquals("{\"return\": [], \"id\": 1}", in.readLine());
                assertTrue(server.close(Duration.ofSeconds(5)));
                assertEquals(-1, in.read());
            }
        }
    }
}
