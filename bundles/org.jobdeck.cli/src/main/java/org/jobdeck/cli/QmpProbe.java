package org.jobdeck.cli;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jobdeck.json.JsonObject;

/**
 * As much of a QMP client as a measurement needs: one command at a time, replies told from events by how they begin,
 * nothing of them read but their length. Belongs to one thread.
 */
final class QmpProbe implements AutoCloseable {

    private static final int ROOM = 64 << 10;
    private static final String SUCCESS = "{\"return\"";
    private static final String ERROR = "{\"error\"";

    private final SocketChannel channel;
    private ByteBuffer input = ByteBuffer.allocate(ROOM).limit(0);

    private QmpProbe(SocketChannel channel) {
        this.channel = channel;
    }

    /**
     * Connects, waits for the greeting, and negotiates.
     *
     * @throws IOException if nobody listens there
     */
    static QmpProbe connect(Path socket) throws IOException {
        QmpProbe probe = new QmpProbe(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
        try {
            probe.line();
            probe.call(bytesOf("qmp_capabilities", JsonObject.empty()));
            return probe;
        } catch (IOException | RuntimeException e) {
            probe.close();
            throw e;
        }
    }

    /** A command as it is sent. */
    static ByteBuffer bytesOf(String command, JsonObject arguments) {
        JsonObject message = JsonObject.builder()
                .put("execute", command)
                .put("arguments", arguments)
                .build();
        return ByteBuffer.wrap((message.toJson() + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Sends a command and waits for its reply.
     *
     * @param command stays as it is, so that it can be sent again
     * @return how many bytes the reply has
     * @throws IOException if the daemon refuses the command or is gone
     */
    int call(ByteBuffer command) throws IOException {
        ByteBuffer message = command.duplicate();
        while (message.hasRemaining()) {
            channel.write(message);
        }
        while (true) {
            ByteBuffer reply = line();
            if (begins(reply, SUCCESS)) {
                return reply.remaining();
            }
            if (begins(reply, ERROR)) {
                throw new IOException("a command was refused: "
                        + StandardCharsets.US_ASCII.decode(reply).toString().strip());
            }
        }
    }

    private static boolean begins(ByteBuffer line, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (i >= line.remaining() || line.get(line.position() + i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The next line with its end; good until the next call. */
    private ByteBuffer line() throws IOException {
        int looked = input.position();
        while (true) {
            for (; looked < input.limit(); looked++) {
                if (input.get(looked) == '\n') {
                    int length = looked + 1 - input.position();
                    ByteBuffer line = input.slice(input.position(), length);
                    input.position(looked + 1);
                    return line;
                }
            }
            looked -= input.position();
            readMore();
        }
    }

    /** Moves what is there to the beginning of the buffer and reads behind it. */
    private void readMore() throws IOException {
        if (input.remaining() == input.capacity()) {
            input = ByteBuffer.allocate(2 * input.capacity()).put(input);
        } else {
            input.compact();
        }
        int count = channel.read(input);
        input.flip();
        if (count < 0) {
            throw new EOFException("the daemon has closed the connection");
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
