import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Talks to a storage daemon once and ends it, so that the daemon's start can be learnt for the ahead-of-time cache. Run
 * as {@code java DaemonClient.java SOCKET} by the script {@code jobdeck}; fails if the daemon does not come up.
 */
final class DaemonClient {

    private static final int LONGEST_WAIT_MILLIS = 60_000;
    private static final int PAUSE_MILLIS = 20;

    private static final List<String> COMMANDS = List.of(
            "{'execute': 'qmp_capabilities'}",
            "{'execute': 'query-version'}",
            "{'execute': 'blockdev-add', 'arguments': {'driver': 'null-co', 'node-name': 'a', 'size': 1048576}}",
            "{'execute': 'blockdev-add', 'arguments': {'driver': 'null-co', 'node-name': 'b', 'size': 1048576}}",
            "{'execute': 'blockdev-backup', 'arguments': {'device': 'a', 'target': 'b', 'sync': 'full', 'job-id': 'j', "
                    + "'auto-dismiss': false}}",
            "{'execute': 'query-jobs'}",
            "{'execute': 'query-block-jobs'}",
            "{'execute': 'quit'}");

    private DaemonClient() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (SocketChannel channel = connect(UnixDomainSocketAddress.of(arguments[0]))) {
            readLine(channel);
            for (String command : COMMANDS) {
                ByteBuffer line = ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.US_ASCII));
                while (line.hasRemaining()) {
                    channel.write(line);
                }
                readLine(channel);
            }
        }
    }

    private static SocketChannel connect(UnixDomainSocketAddress address) throws IOException, InterruptedException {
        for (int waited = 0; ; waited += PAUSE_MILLIS) {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.connect(address);
                return channel;
            } catch (IOException e) {
                channel.close();
                if (waited > LONGEST_WAIT_MILLIS) {
                    throw e;
                }
            }
            new CountDownLatch(1).await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** A reply or an event, which is all the same here: the daemon does everything in order. */
    private static void readLine(SocketChannel channel) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        do {
            if (channel.read(one.clear()) < 0) {
                throw new EOFException("the daemon has closed the connection");
            }
        } while (one.get(0) != '\n');
    }
}
