package org.jobdeck.qmp.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonParseException;

/** A server that says what a test wants it to, well behaved or not. */
final class ScriptedServer implements AutoCloseable {
    static final String GREETING = "{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 2, \"minor\": 0, \"major\": 10},"
            + " \"package\": \"p\"}, \"capabilities\": [\"oob\"]}}\r\n";

    private final ServerSocketChannel listener;
    private SocketChannel client;
    private BufferedReader in;

    ScriptedServer() throws IOException {
        listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    QmpAddress address() throws IOException {
        return new QmpAddress.Tcp("127.0.0.1", ((InetSocketAddress) listener.getLocalAddress()).getPort());
    }

    /** Takes the next client. */
    ScriptedServer accept() throws IOException {
        client = listener.accept();
        in = new BufferedReader(new InputStreamReader(Channels.newInputStream(client), StandardCharsets.UTF_8));
        return this;
    }

    /** Greets the client and accepts its capabilities. */
    ScriptedServer open() throws IOException {
        greet();
        send("{\"return\": {}, \"id\": " + openingId() + "}\r\n");
        return this;
    }

    /** Takes the next client and greets it. */
    ScriptedServer greet() throws IOException {
        accept();
        send(GREETING);
        return this;
    }

    /** The id of the client's next message, which starts the conversation, as it is to be given back. */
    String openingId() throws IOException {
        return idOf(line());
    }

    static String idOf(String message) throws IOException {
        try {
            return JsonDocument.parseObject(message).get("id").orElseThrow().toJson();
        } catch (JsonParseException e) {
            throw new IOException(e);
        }
    }

    void send(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            client.write(bytes);
        }
    }

    /** The next line of the client; null at its end. */
    String line() throws IOException {
        return in.readLine();
    }

    void hangUp() throws IOException {
        client.close();
    }

    @Override
    public void close() throws IOException {
        if (client != null) {
            client.close();
        }
        listener.close();
    }
}
