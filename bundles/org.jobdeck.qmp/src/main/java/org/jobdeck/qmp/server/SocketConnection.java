package org.jobdeck.qmp.server;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jobdeck.qmp.SelectorThread;
import org.jobdeck.qmp.wire.OutputQueue;

/** One client's socket and its session. Belongs to the selector thread. */
final class SocketConnection implements Transport, SelectorThread.Handler {
    private static final Logger LOG = System.getLogger(SocketConnection.class.getName());
    private static final int INPUT_BYTES = 16 << 10;

    private final SelectorThread thread;
    private final SocketChannel channel;
    private final OutputLimits limits;
    private final String monitor;
    private final Runnable whenClosed;
    private final OutputQueue output = new OutputQueue();
    private final ByteBuffer input = ByteBuffer.allocate(INPUT_BYTES).limit(0);
    private QmpSession session;
    private SelectionKey key;
    private boolean settling;
    private boolean ending;
    private boolean closed;

    /**
     * The connection of an accepted socket.
     *
     * @param monitor how messages in the log call the monitor
     * @param whenClosed called once when the connection is over, whoever ended it
     */
    SocketConnection(
            SelectorThread thread, SocketChannel channel, OutputLimits limits, String monitor, Runnable whenClosed) {
        this.thread = thread;
        this.channel = channel;
        this.limits = limits;
        this.monitor = monitor;
        this.whenClosed = whenClosed;
    }

    /** Registers the socket and has the session greet the client. */
    void open(QmpSession served) throws IOException {
        session = served;
        key = thread.register(channel, SelectionKey.OP_READ, this);
        session.open();
    }

    @Override
    public void send(ByteBuffer message) {
        if (closed) {
            return;
        }
        if (output.bytes() > limits.closeAbove()) {
            LOG.log(
                    Level.WARNING,
                    "The client of {0} is disconnected: it has left {1} bytes unread, and no more than {2} are kept.",
                    monitor,
                    output.bytes(),
                    limits.closeAbove());
            close();
            return;
        }
        output.add(message);
        settleSoon();
    }

    @Override
    public void inputWanted() {
        settleSoon();
    }

    @Override
    public void ready(SelectionKey ready) throws IOException {
        if (ready.isReadable() && !input.hasRemaining()) {
            int count;
            try {
                count = channel.read(input.clear());
            } finally {
                input.flip();
            }
            if (count < 0) {
                close();
                return;
            }
        }
        settleSoon();
    }

    @Override
    public void failed(Exception cause) {
        LOG.log(Level.DEBUG, "the client of " + monitor + " is gone", cause);
        close();
    }

    /** Takes no more commands and closes as soon as all that is queued has been written. */
    void finish() {
        ending = true;
        settleSoon();
    }

    /** Ends the connection now. */
    void close() {
        if (closed) {
            return;
        }
        closed = true;
        session.close();
        output.clear();
        try {
            channel.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "closing a client of " + monitor, e);
        }
        whenClosed.run();
    }

    QmpSession session() {
        return session;
    }

    private void settleSoon() {
        if (!settling && !closed) {
            settling = true;
            thread.settle(this::settle);
        }
    }

    private void settle() {
        try {
            do {
                if (takesInput()) {
                    session.feed(input);
                }
                if (!closed) {
                    output.writeTo(channel, thread.transferBuffer());
                }
            } while (!closed && input.hasRemaining() && takesInput());
            settling = false;
            if (closed) {
                return;
            }
            if (ending && output.isEmpty()) {
                close();
                return;
            }
            boolean reads = !input.hasRemaining() && takesInput();
            int operations = (reads ? SelectionKey.OP_READ : 0) | (output.isEmpty() ? 0 : SelectionKey.OP_WRITE);
            if (key.interestOps() != operations) {
                key.interestOps(operations);
            }
        } catch (IOException e) {
            failed(e);
        } finally {
            settling = false;
        }
    }

    private boolean takesInput() {
        return !ending && output.bytes() <= limits.pauseAbove() && session.wantsInput();
    }
}
