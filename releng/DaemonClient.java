import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Says to a storage daemon, once it has come up, what standard input has, a command a line, and waits for each reply. Run
 * as {@code java DaemonClient.java SOCKET} by {@code build.sh}, which lets the ahead-of-time cache learn from it.
 */
final class DaemonClient {

    private static final int LONGEST_WAIT_MILLIS = 60_000;
    private static final int PAUSE_MILLIS = 20;

    private DaemonClient() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (SocketChannel channel = connect(UnixDomainSocketAddress.of(arguments[0]))) {
            BufferedReader replies =
                    new BufferedReader(Channels.newReader(channel, StandardCharsets.US_ASCII));
            BufferedReader commands =
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            replies.readLine();
            for (String command = commands.readLine(); command != null; command = commands.readLine()) {
                ByteBuffer line = ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.UTF_8));
                while (line.hasRemaining()) {
                    channel.write(line);
                }
                awaitReply(replies);
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

    private static void awaitReply(BufferedReader replies) throws IOException {
        String line;
        do {
            line = replies.readLine();
            if (line == null) {
                throw new EOFException("the daemon has closed the connection");
            }
        } while (!line.startsWith("{\"return\"") && !line.startsWith("{\"error\""));
    }
}
