package org.jobdeck.qmp.client;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jobdeck.loop.Clock;
import org.jobdeck.qmp.SelectorThread;
import org.jobdeck.qmp.client.ConnectionEnd.Reason;
import org.jobdeck.qmp.wire.OutputQueue;

/** The socket of a client. Belongs to the selector thread. */
final class ClientConnection implements SelectorThread.Handler {
    private static final Logger LOG = System.getLogger(ClientConnection.class.getName());

    private final SelectorThread thread;
    private final Clock clock;
    private final QmpAddress address;
    private final ClientLimits limits;
    private final ClientListener listener;
    private final Conversation conversation;
    private final OutputQueue output = new OutputQueue();
    private SocketChannel channel;
    private SelectionKey key;
    private boolean linked;
    private boolean settling;
    private ConnectionEnd end;

    ClientConnection(
            SelectorThread thread, Clock clock, QmpAddress address, ClientLimits limits, ClientListener listener) {
        this.thread = thread;
        this.clock = clock;
        this.address = address;
        this.limits = limits;
        this.listener = listener;
        this.conversation = new Conversation(limits, listener, this::send, clock::now);
    }

    void open() {
        deadline(
                limits.connecting(),
                () -> linked,
                () -> end(
                        Reason.UNREACHABLE,
                        address + " could not be connected to within "
                                + limits.connecting().toSeconds() + " s; see that it runs and can be reached."));
        switch (address) {
            case QmpAddress.Unix unix -> connect(UnixDomainSocketAddress.of(unix.path()));
            case QmpAddress.Tcp tcp -> lookUp(tcp);
        }
    }

    /** Names are looked up on a thread of their own, for that may take long. */
    private void lookUp(QmpAddress.Tcp tcp) {
        Thread.ofPlatform().name("look-up of " + tcp.host()).daemon().start(() -> {
            InetSocketAddress found = new InetSocketAddress(tcp.host(), tcp.port());
            thread.execute(() -> connect(found));
        });
    }

    private void connect(SocketAddress to) {
        if (end != null) {
            return;
        }
        if (to instanceof InetSocketAddress inet && inet.isUnresolved()) {
            end(
                    Reason.UNREACHABLE,
                    "The host of " + address + " is not known; give the name or number of one that is.");
            return;
        }
        try {
            channel = to instanceof InetSocketAddress
                    ? SocketChannel.open()
                    : SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.configureBlocking(false);
            boolean connected = channel.connect(to);
            key = thread.register(channel, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
            if (connected) {
                link();
            }
        } catch (IOException e) {
            if (isCrowded(e)) {
                end(Reason.IN_USE, inUse());
            } else {
                unreachable(e);
            }
        }
    }

    /**
     * Whether the kernel keeps no more clients waiting for a Unix domain socket (EAGAIN): neither is there nobody, which is
     * a {@link ConnectException}, nor does this user lack the permission.
     */
    private boolean isCrowded(IOException cause) {
        return address instanceof QmpAddress.Unix unix
                && cause instanceof SocketException
                && !(cause instanceof ConnectException)
                && Files.isWritable(unix.path());
    }

    private void link() throws IOException {
        linked = true;
        if (address instanceof QmpAddress.Tcp) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        deadline(limits.greeting(), conversation::isGreeted, () -> end(Reason.IN_USE, inUse()));
    }

    private String inUse() {
        return address
                + " does not greet, so it is in use by another client, which is left in peace, or its QEMU stands"
                + " still; give QEMU a second monitor, or end the other client.";
    }

    /** Asks for a command, which fails if the connection is over. */
    void ask(Requests.Asked asked) {
        conversation.requests().add(asked);
        if (end != null) {
            conversation.requests().end(end);
        } else {
            deadline(
                    asked.request().limit(),
                    asked.reply()::isDone,
                    () -> conversation.requests().expire(asked));
        }
    }

    void close() {
        end(Reason.CLOSED, "the connection to " + address + " was closed here.");
    }

    @Override
    public void ready(SelectionKey ready) throws IOException {
        if (ready.isConnectable()) {
            finishConnecting();
            return;
        }
        if (ready.isReadable()) {
            read();
        }
        settleSoon();
    }

    private void finishConnecting() {
        try {
            if (channel.finishConnect()) {
                key.interestOps(SelectionKey.OP_READ);
                link();
            }
        } catch (IOException e) {
            unreachable(e);
        }
    }

    private void read() throws IOException {
        ByteBuffer input = thread.transferBuffer();
        int count = channel.read(input);
        if (count < 0) {
            lost(conversation.isInsideMessage() ? " in the middle of a message" : "");
            return;
        }
        try {
            conversation.feed(input.flip());
        } catch (Conversation.EndedException e) {
            end(e.reason(), address + " " + e.getMessage());
        }
    }

    @Override
    public void failed(Exception cause) {
        LOG.log(Level.DEBUG, "the connection to " + address + " failed", cause);
        lost("");
    }

    private void lost(String where) {
        end(Reason.LOST, "The connection to " + address + " was closed by the other side" + where + ".");
    }

    private void unreachable(IOException cause) {
        LOG.log(Level.DEBUG, "connecting to " + address, cause);
        end(
                Reason.UNREACHABLE,
                address + " cannot be connected to: " + cause.getMessage()
                        + "; see that QEMU runs and that this user may use the socket.");
    }

    private void send(ByteBuffer message) {
        output.add(message);
        settleSoon();
    }

    private void settleSoon() {
        if (!settling && linked && end == null) {
            settling = true;
            thread.settle(this::settle);
        }
    }

    private void settle() {
        settling = false;
        if (end != null) {
            return;
        }
        try {
            output.writeTo(channel, thread.transferBuffer());
            int operations = SelectionKey.OP_READ | (output.isEmpty() ? 0 : SelectionKey.OP_WRITE);
            if (key.interestOps() != operations) {
                key.interestOps(operations);
            }
        } catch (IOException e) {
            failed(e);
        }
    }

    /**
     * Acts if something is not met in time. What came in time is read first: the thread may have been busy, or the whole
     * process may have stood still.
     */
    private void deadline(Duration after, BooleanSupplier met, Runnable missed) {
        thread.alarm(clock.nanoTime() + after.toNanos(), () -> {
            if (isMissed(met)) {
                thread.execute(() -> {
                    if (isMissed(met)) {
                        missed.run();
                    }
                });
            }
        });
    }

    private boolean isMissed(BooleanSupplier met) {
        return end == null && !met.getAsBoolean();
    }

    private void end(Reason reason, String sentence) {
        if (end != null) {
            return;
        }
        end = new ConnectionEnd(reason, sentence);
        output.clear();
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "closing the connection to " + address, e);
        }
        conversation.requests().end(end);
        listener.ended(end);
    }
}
