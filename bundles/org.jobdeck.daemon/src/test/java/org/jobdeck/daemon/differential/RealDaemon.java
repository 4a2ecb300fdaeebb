package org.jobdeck.daemon.differential;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The storage daemon of the real QEMU (package qemu-system-common). */
final class RealDaemon implements DaemonUnderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Process process;
    private final ChannelWire wire;

    private RealDaemon(Process process, ChannelWire wire) {
        this.process = process;
        this.wire = wire;
    }

    /** Starts one. It is the daemon that connects, so that nobody has to try until it is ready. */
    static DaemonUnderTest start(Path folder) throws IOException {
        Path socket = folder.resolve("real.sock");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            Process process = new ProcessBuilder(
                            "qemu-storage-daemon", "--chardev", "socket,id=m,path=" + socket, "--monitor", "chardev=m")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(folder.resolve("stderr").toFile())
                    .start();
            return new RealDaemon(process, new ChannelWire(accept(server, folder)));
        }
    }

    private static SocketChannel accept(ServerSocketChannel server, Path folder) throws IOException {
        server.configureBlocking(false);
        try (Selector selector = Selector.open()) {
            server.register(selector, SelectionKey.OP_ACCEPT);
            selector.select(PATIENCE.toMillis());
            SocketChannel channel = server.accept();
            if (channel == null) {
                throw new IOException("The storage daemon was to connect, but did not: "
                        + Files.readString(folder.resolve("stderr")));
            }
            return channel;
        }
    }

    @Override
    public Wire wire() {
        return wire;
    }

    @Override
    public int awaitEnd() throws IOException {
        try {
            if (process.waitFor(PATIENCE)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        throw new IOException("The storage daemon was told to quit, but did not end within " + PATIENCE + ".");
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        wire.close();
    }
}
