package org.jobdeck.qmp.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;

/**
 * A bound socket that clients can connect to, whether or not a monitor serves them yet (QEMU: a server's character
 * device). Closing it removes the file of a Unix domain socket if that is still its own.
 */
public final class ListenSocket implements AutoCloseable {
    /** How many clients the kernel keeps waiting while one is served. */
    static final int BACKLOG = 16;

    private final ServerSocketChannel channel;
    private final ListenAddress address;
    private final Runnable remover;

    ListenSocket(ServerSocketChannel channel, ListenAddress address, Runnable remover) {
        this.channel = channel;
        this.address = address;
        this.remover = remover;
    }

    /**
     * Binds a socket. Any thread; looks names up and may wait for that.
     *
     * @throws BeyondLoopbackException if other machines may reach it and the address does not allow that
     * @throws IOException with one sentence for the user
     */
    public static ListenSocket open(ListenAddress address) throws IOException {
        return switch (address) {
            case ListenAddress.Unix unix -> UnixSocketFile.bind(unix);
            case ListenAddress.Tcp tcp -> bind(tcp);
        };
    }

    /** Where it listens: a port that was asked for as 0 is the one that it became. */
    public ListenAddress address() {
        return address;
    }

    ServerSocketChannel channel() {
        return channel;
    }

    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            remover.run();
            channel.close();
        }
    }

    private static ListenSocket bind(ListenAddress.Tcp tcp) throws IOException {
        InetAddress host = lookUp(tcp);
        if (!host.isLoopbackAddress() && !tcp.beyondLoopback()) {
            throw new BeyondLoopbackException(tcp);
        }
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(new InetSocketAddress(host, tcp.port()), BACKLOG);
            channel.configureBlocking(false);
            int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
            return new ListenSocket(channel, new ListenAddress.Tcp(tcp.host(), port, tcp.beyondLoopback()), () -> {});
        } catch (IOException e) {
            channel.close();
            throw new IOException("Listening on " + tcp + " failed: " + e.getMessage() + "; choose another port.", e);
        }
    }

    private static InetAddress lookUp(ListenAddress.Tcp tcp) throws IOException {
        try {
            return tcp.host().isEmpty() ? new InetSocketAddress(0).getAddress() : InetAddress.getByName(tcp.host());
        } catch (UnknownHostException e) {
            throw new IOException("The host of " + tcp + " is not known; give an address of this machine.", e);
        }
    }
}
