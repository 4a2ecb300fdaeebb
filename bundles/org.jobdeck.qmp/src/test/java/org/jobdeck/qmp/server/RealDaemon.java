package org.jobdeck.qmp.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** QEMU's own daemon with two monitors, a compact and a pretty one. */
final class RealDaemon implements AutoCloseable {
    private final Path directory;
    private final Process process;

    RealDaemon(Path directory) throws IOException {
        this.directory = directory;
        process = new ProcessBuilder(
                        "qemu-storage-daemon",
                        "--chardev",
                        "socket,id=c,path=" + socket(false) + ",server=on,wait=off",
                        "--monitor",
                        "chardev=c",
                        "--chardev",
                        "socket,id=p,path=" + socket(true) + ",server=on,wait=off",
                        "--monitor",
                        "chardev=p,pretty=on",
                        "--pidfile",
                        directory.resolve("pid").toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        // the daemon writes its process id when all is set up
        while (!Files.exists(directory.resolve("pid"))) {
            try {
                if (process.waitFor(5, TimeUnit.MILLISECONDS)) {
                    throw new IOException("The daemon ended: " + Files.readString(directory.resolve("log")));
                }
            } catch (InterruptedException e) {
                throw new IOException("Waiting for the daemon was interrupted.", e);
            }
        }
    }

    private Path socket(boolean pretty) {
        return directory.resolve(pretty ? "p" : "c");
    }

    Client connect(boolean pretty) throws IOException {
        return new Client(SocketChannel.open(UnixDomainSocketAddress.of(socket(pretty))));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** A connection to one of the monitors. */
    static final class Client implements AutoCloseable {
        private final SocketChannel channel;
        private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);

        Client(SocketChannel channel) {
            this.channel = channel;
        }

        /** Sends bytes and gives what comes until a text has come, and after it an ending. */
        String ask(byte[] bytes, String text, String ending) throws IOException {
            ByteBuffer out = ByteBuffer.wrap(bytes);
            while (out.hasRemaining()) {
                channel.write(out);
            }
            ByteArrayOutputStream in = new ByteArrayOutputStream();
            String all = "";
            while (!all.endsWith(ending) || !all.contains(text)) {
                if (channel.read(buffer.clear()) < 0) {
                    throw new IOException("The daemon closed the connection after: " + all);
                }
                in.write(buffer.array(), 0, buffer.position());
                all = in.toString(StandardCharsets.ISO_8859_1);
            }
            return all;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
