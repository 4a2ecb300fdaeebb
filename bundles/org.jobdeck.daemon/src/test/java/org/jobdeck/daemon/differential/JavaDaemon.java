package org.jobdeck.daemon.differential;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jobdeck.daemon.DaemonException;
import org.jobdeck.daemon.StorageDaemon;

/** This project's daemon, inside this process. */
final class JavaDaemon implements DaemonUnderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final StorageDaemon daemon;
    private final Thread ending;
    private final ChannelWire wire;

    private JavaDaemon(StorageDaemon daemon, ChannelWire wire) {
        this.daemon = daemon;
        this.wire = wire;
        // what the main thread of the program does
        this.ending = Thread.ofPlatform().name("daemon").start(() -> {
            daemon.awaitQuit();
            daemon.close();
        });
    }

    /** Starts one and connects to it. */
    static DaemonUnderTest start(Path folder) throws IOException {
        Path socket = folder.resolve("java.sock");
        try {
            StorageDaemon daemon = StorageDaemon.start(List.of(
                    "--chardev", "socket,id=m,path=" + socket + ",server=on,wait=off", "--monitor", "chardev=m"));
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(UnixDomainSocketAddress.of(socket));
            return new JavaDaemon(daemon, new ChannelWire(channel));
        } catch (DaemonException e) {
            throw new IOException(e);
        }
    }

    @Override
    public Wire wire() {
        return wire;
    }

    @Override
    public int awaitEnd() throws IOException {
        try {
            if (ending.join(PATIENCE)) {
                return 0;
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        throw new IOException("The daemon was told to quit, but did not end within " + PATIENCE + ".");
    }

    @Override
    public void close() throws IOException {
        try (wire) {
            daemon.quit();
            awaitEnd();
        }
    }
}
