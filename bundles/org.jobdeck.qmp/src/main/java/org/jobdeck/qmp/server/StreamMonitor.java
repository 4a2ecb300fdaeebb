package org.jobdeck.qmp.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jobdeck.qmp.SelectorThread;

/**
 * A monitor on a pair of streams that block, such as standard input and output, with one thread to read and one to write.
 * Its only client never leaves: after the end of the input, events are still written. Belongs to the selector thread but
 * for what is said to be for any, and the bodies of its two threads.
 */
final class StreamMonitor implements Monitor, Transport {
    private static final Logger LOG = System.getLogger(StreamMonitor.class.getName());
    private static final int INPUT_BYTES = 16 << 10;
    private static final ByteBuffer END = ByteBuffer.allocate(0);

    private final SelectorThread thread;
    private final InputStream in;
    private final OutputStream out;
    private final MonitorOptions options;
    private final OutputLimits limits;
    private final QmpSession session;
    private final Semaphore consumed = new Semaphore(0);
    private final BlockingQueue<ByteBuffer> outgoing = new LinkedBlockingQueue<>();
    private final AtomicLong unwritten = new AtomicLong();
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private ByteBuffer unread = END;
    private boolean ending;

    StreamMonitor(
            SelectorThread thread,
            InputStream in,
            OutputStream out,
            MonitorOptions options,
            OutputLimits limits,
            Function<Transport, QmpSession> sessions) {
        this.thread = thread;
        this.in = in;
        this.out = out;
        this.options = options;
        this.limits = limits;
        this.session = sessions.apply(this);
    }

    @Override
    public MonitorOptions options() {
        return options;
    }

    @Override
    public CompletionStage<Void> firstClient() {
        return started.minimalCompletionStage();
    }

    @Override
    public CompletionStage<Void> ended() {
        return ended.minimalCompletionStage();
    }

    @Override
    public void start() {
        session.open();
        Thread.ofPlatform().name("qmp-read-" + options.id()).daemon().start(this::read);
        Thread.ofPlatform().name("qmp-write-" + options.id()).daemon().start(this::write);
        started.complete(null);
    }

    @Override
    public void event(OutgoingEvent event) {
        session.event(event);
    }

    @Override
    public void finish() {
        ending = true;
        settle();
    }

    @Override
    public void abort() {
        ending = true;
        session.close();
        outgoing.clear();
        outgoing.add(END);
        ended.complete(null);
    }

    @Override
    public void send(ByteBuffer message) {
        if (ended.isDone()) {
            return;
        }
        if (unwritten.get() > limits.closeAbove()) {
            LOG.log(
                    Level.WARNING,
                    "The monitor {0} ends: more than {1} bytes of its output are unread.",
                    options.id(),
                    limits.closeAbove());
            abort();
            return;
        }
        unwritten.addAndGet(message.remaining());
        outgoing.add(message);
    }

    @Override
    public void inputWanted() {
        thread.settle(this::settle);
    }

    private void take(ByteBuffer input) {
        unread = input;
        settle();
    }

    private void settle() {
        if (ending) {
            if (unwritten.get() == 0 && !ended.isDone()) {
                abort();
            }
            return;
        }
        if (unwritten.get() <= limits.pauseAbove()) {
            session.feed(unread);
        }
        if (unread != END && !unread.hasRemaining()) {
            unread = END;
            consumed.release();
        }
    }

    private void read() {
        byte[] bytes = new byte[INPUT_BYTES];
        try {
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                ByteBuffer input = ByteBuffer.wrap(bytes, 0, count);
                thread.execute(() -> take(input));
                consumed.acquireUninterruptibly();
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the input of the monitor " + options.id() + " has failed", e);
        }
    }

    private void write() {
        try {
            for (ByteBuffer next = outgoing.take(); next != END; next = outgoing.take()) {
                int count = next.remaining();
                out.write(next.array(), next.arrayOffset() + next.position(), count);
                if (outgoing.isEmpty()) {
                    out.flush();
                }
                if (unwritten.addAndGet(-count) == 0) {
                    thread.execute(this::settle);
                }
            }
        } catch (IOException | InterruptedException e) {
            LOG.log(Level.DEBUG, "the output of the monitor " + options.id() + " has failed", e);
            thread.execute(this::abort);
        }
    }
}
