package org.jobdeck.qmp.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A client that sends text and reads lines. */
final class LineClient implements AutoCloseable {
    private final SocketChannel channel;
    private final BufferedReader in;

    LineClient(ListenAddress address) throws IOException {
        channel = switch (address) {
            case ListenAddress.Unix unix -> SocketChannel.open(UnixDomainSocketAddress.of(unix.path()));
            case ListenAddress.Tcp tcp -> SocketChannel.open(new InetSocketAddress(tcp.host(), tcp.port()));
        };
        in = new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.US_ASCII));
    }

    void send(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** The next line, or null at the end. */
    String line() throws IOException {
        return in.readLine();
    }

    /** A client that has read the greeting and negotiated. */
    static LineClient negotiated(ListenAddress address) throws IOException {
        LineClient client = new LineClient(address);
        client.negotiate();
        return client;
    }

    /** Reads the greeting, negotiates and reads the reply. */
    void negotiate() throws IOException {
        String greeting = line();
        if (!greeting.startsWith("{\"QMP\"")) {
            throw new IOException("no greeting: " + greeting);
        }
        ask("{'execute': 'qmp_capabilities'}");
    }

    String ask(String text) throws IOException {
        send(text);
        return line();
    }

    /** Whether something can be read, without waiting for it. */
    boolean hasInput() throws IOException {
        return in.ready();
    }

    /** Closes a TCP connection with a reset instead of an end. */
    void reset() throws IOException {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.close();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
