package org.jobdeck.qmp;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jobdeck.loop.Clock;

/**
 * The one thread that reads from, writes to and accepts all connections of QMP, of servers and clients alike.
 *
 * <p>It never blocks but in the selector. Other threads hand it tasks, which run in the order in which they were handed
 * over; everything else here belongs to the thread itself.
 */
public final class SelectorThread implements Executor, AutoCloseable {
    private static final Logger LOG = System.getLogger(SelectorThread.class.getName());
    private static final int TRANSFER_BYTES = 256 << 10;
    private static final int TASKS_A_ROUND = 1000;

    private final Selector selector;
    private final Alarms alarms;
    private final AutoCloseable clockJumps;
    private final Thread thread;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final ArrayDeque<Runnable> settlers = new ArrayDeque<>();
    private final ByteBuffer transfer = ByteBuffer.allocateDirect(TRANSFER_BYTES);
    private final AtomicBoolean asleep = new AtomicBoolean();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);

    /** What a channel's owner does when the channel is ready. Called in the selector thread. */
    public interface Handler {

        /**
         * The channel is ready for some of what it was registered for.
         *
         * @throws IOException if the channel is of no use any more; {@link #failed} is called with it
         */
        void ready(SelectionKey key) throws IOException;

        /** {@link #ready} has thrown this; closes what belongs to the channel. */
        void failed(Exception cause);
    }

    private SelectorThread(String name, Clock clock) throws IOException {
        this.selector = Selector.open();
        this.alarms = new Alarms(clock);
        this.clockJumps = clock.onJump(this::wake);
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    /**
     * Starts a thread.
     *
     * @param name its name
     * @param clock what {@link #alarm} goes by
     * @throws IOException if the system gives no selector
     */
    public static SelectorThread start(String name, Clock clock) throws IOException {
        SelectorThread selector = new SelectorThread(name, clock);
        selector.thread.start();
        return selector;
    }

    /** Has a task run in the thread. Any thread; after {@link #close} the task is dropped. */
    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (Thread.currentThread() != thread) {
            wake();
        }
    }

    /** Whether the caller is this thread. */
    public boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /**
     * Puts a channel, which must be non-blocking, under the thread's care. Selector thread only.
     *
     * @param operations what the handler wants to know of; it changes that at the key
     * @throws IOException if the channel is closed
     */
    public SelectionKey register(SelectableChannel channel, int operations, Handler handler) throws IOException {
        requireCurrent();
        return channel.register(selector, operations, handler);
    }

    /** Has something done once when all tasks and ready channels of this round are through. Selector thread only. */
    public void settle(Runnable action) {
        requireCurrent();
        settlers.add(action);
    }

    /** Has something done when the clock has come to a monotonic time in nanoseconds. Selector thread only. */
    public void alarm(long nanoTime, Runnable action) {
        requireCurrent();
        alarms.add(nanoTime, action);
    }

    /** A direct buffer for the transfer to and from channels, for whoever runs in the thread; cleared. */
    public ByteBuffer transferBuffer() {
        requireCurrent();
        return transfer.clear();
    }

    /** Ends the thread after the tasks that it was given so far, closes its channels, and waits a second for that. */
    @Override
    public void close() {
        stopping.set(true);
        wake();
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            if (!ended.await(1, TimeUnit.SECONDS)) {
                LOG.log(Level.WARNING, "The thread {0} did not end within a second.", thread.getName());
            }
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "interrupted while a selector thread ended", e);
        }
    }

    private void requireCurrent() {
        if (Thread.currentThread() != thread) {
            throw new IllegalStateException("This is for the thread " + thread.getName() + " only, and was called in "
                    + Thread.currentThread().getName() + "; hand it over as a task.");
        }
    }

    private void wake() {
        if (asleep.compareAndSet(true, false)) {
            selector.wakeup();
        }
    }

    private void run() {
        try {
            while (!stopping.get() || !tasks.isEmpty()) {
                await();
                handleReady();
                runTasks();
                alarms.takeDue().forEach(this::guarded);
                runSettlers();
            }
        } catch (IOException e) {
            LOG.log(Level.ERROR, "The connections of " + thread.getName() + " ended because the selector failed.", e);
        } finally {
            end();
        }
    }

    private void await() throws IOException {
        asleep.set(true);
        if (!tasks.isEmpty() || stopping.get() || alarms.isDue()) {
            selector.selectNow();
        } else {
            selector.select(alarms.millisToNext());
        }
        asleep.set(false);
    }

    private void handleReady() {
        for (SelectionKey key : selector.selectedKeys()) {
            Handler handler = (Handler) key.attachment();
            guarded(() -> {
                try {
                    handler.ready(key);
                } catch (IOException | CancelledKeyException e) {
                    handler.failed(e);
                }
            });
        }
        selector.selectedKeys().clear();
    }

    private void runTasks() {
        for (int i = 0; i < TASKS_A_ROUND; i++) {
            Runnable task = tasks.poll();
            if (task == null) {
                return;
            }
            guarded(task);
        }
    }

    private void runSettlers() {
        for (Runnable action = settlers.poll(); action != null; action = settlers.poll()) {
            guarded(action);
        }
    }

    private void guarded(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "A task of " + thread.getName() + " failed; the thread goes on.", e);
        }
    }

    private void end() {
        for (SelectionKey key : selector.keys()) {
            closeQuietly(key.channel());
        }
        closeQuietly(selector);
        closeQuietly(clockJumps);
        ended.countDown();
    }

    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            LOG.log(Level.DEBUG, "closing at the end of a selector thread", e);
        }
    }
}
