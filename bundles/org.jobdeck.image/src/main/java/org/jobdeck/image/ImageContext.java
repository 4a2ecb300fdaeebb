package org.jobdeck.image;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockGraph;
import org.jobdeck.block.BlockIo;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.ImageFileNames;
import org.jobdeck.block.NamedBackend;
import org.jobdeck.block.NodeRef;
import org.jobdeck.block.NodeSpec;
import org.jobdeck.block.Permission;
import org.jobdeck.block.Permissions;
import org.jobdeck.job.common.JobProgress;
import org.jobdeck.job.driver.JobContext;
import org.jobdeck.loop.Coroutine;
import org.jobdeck.loop.Errno;
import org.jobdeck.loop.EventLoop;

/** What an operation has of its job and of the graph. In the job's coroutine only. */
public final class ImageContext {

    private static final Logger LOG = System.getLogger(ImageContext.class.getName());

    private static final Permissions READING = Permissions.of(Permission.CONSISTENT_READ);
    private static final Permissions CHANGING =
            Permissions.of(Permission.CONSISTENT_READ, Permission.WRITE, Permission.RESIZE);

    /** What is known already gives the loop up to nobody, so from time to time this does. */
    private static final int TURNS_OF_ONES_OWN = 64;

    private final JobContext job;
    private final BlockGraph graph;
    private final Consumer<JobProgress.Value> watcher;
    private final Deque<Runnable> endings = new ArrayDeque<>();
    private final List<NamedBackend> users = new ArrayList<>();
    private Runnable atPause = () -> {};
    private int turns;

    ImageContext(JobContext job, BlockGraph graph, Consumer<JobProgress.Value> watcher) {
        this.job = job;
        this.graph = graph;
        this.watcher = watcher;
    }

    /** The graph. */
    public BlockGraph graph() {
        return graph;
    }

    /** Says how much is to be done, in bytes; nothing has been done before. */
    public void expect(long bytes) {
        job.progress().setRemaining(bytes);
    }

    /** Says that so many bytes more are done. */
    public void worked(long bytes) {
        job.progress().update(bytes);
        watcher.accept(job.progress().get());
    }

    /** What brings to rest what is under way beside the body before it stops for a pause. */
    public void atPause(Runnable rest) {
        atPause = rest;
    }

    void pause() {
        atPause.run();
    }

    /**
     * Opens an image until the operation ends.
     *
     * @throws ImageException if it cannot be opened
     */
    public BlockNode open(ImageSource image, OpenMode mode) throws ImageException {
        try {
            return openPlain(image, mode);
        } catch (BlockException e) {
            throw new ImageException("Could not open '" + image.text() + "'", e);
        }
    }

    /** The same with the bare error. */
    BlockNode openPlain(ImageSource image, OpenMode mode) throws BlockException {
        BlockNode node = openNode(image, mode);
        endings.push(node::unref);
        return node;
    }

    private BlockNode openNode(ImageSource image, OpenMode mode) throws BlockException {
        return switch (image) {
            case ImageSource.Existing existing -> {
                BlockNode node = graph.lookUp(existing.text());
                node.ref();
                yield node;
            }
            case ImageSource.Described described -> graph.open(mode.applyToImage(described.spec()));
            case ImageSource.Named named -> openFile(named, mode);
        };
    }

    private BlockNode openFile(ImageSource.Named image, OpenMode mode) throws BlockException {
        if (image.format().isPresent() && image.format().get().equals("file")) {
            return graph.open(mode.applyTo(ImageFileNames.file("", image.text())));
        }
        BlockNode file = graph.open(mode.applyTo(ImageFileNames.file("", image.text())));
        try {
            String format = image.format().isPresent() ? image.format().get() : ImageFileNames.formatOf(file);
            NodeSpec spec = NodeSpec.of(format).child("file", NodeRef.existing(file.name()));
            // flushes end at the file, so that the format still writes its tables on them and tells of errors
            return graph.open(mode.flushing().applyToImage(spec));
        } finally {
            file.unref();
        }
    }

    /** Somebody who reads a node, until the operation ends. */
    public BlockIo reader(BlockNode node) throws BlockException {
        return user(node, READING);
    }

    /** Somebody who changes a node and its length, until the operation ends. */
    public BlockIo writer(BlockNode node) throws BlockException {
        return user(node, CHANGING);
    }

    private NamedBackend user(BlockNode node, Permissions needed) throws BlockException {
        NamedBackend backend = graph.newBackend(needed, Permissions.ALL);
        endings.push(backend::close);
        // what was begun has to come to its end for the job to rest, also while nodes are drained
        backend.queueRequests(false);
        backend.insert(node);
        users.add(backend);
        return backend;
    }

    /**
     * Moves all images that are in use to a loop of their own, without a thread: where requests are many and short, half of
     * the time is the way from thread to thread otherwise.
     *
     * @return that loop, or the main loop if they cannot be moved
     */
    EventLoop moveAside() {
        EventLoop aside = EventLoop.privateLoop("image-data", graph.mainLoop());
        try {
            for (NamedBackend user : users) {
                user.moveTo(aside);
            }
            return aside;
        } catch (BlockException e) {
            // requests find their way to each of them all the same
            LOG.log(Level.DEBUG, () -> "images stay in the main loop: " + e.getMessage());
            return graph.mainLoop();
        }
    }

    /** Runs something in a coroutine of that loop, and waits for it. */
    <T> T in(EventLoop loop, Callable<T> work) throws ImageException, BlockException {
        CompletableFuture<T> result = new CompletableFuture<>();
        loop.coroutine("aside", () -> {
                    try {
                        result.complete(work.call());
                    } catch (Throwable t) {
                        result.completeExceptionally(t);
                    }
                })
                .enter();
        try {
            return Coroutine.await(result);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ImageException failure) {
                throw failure;
            }
            throw asBlockException(e);
        }
    }

    /** Has something done when the operation ends, before what was opened until now is closed. */
    public void atEnd(Runnable ending) {
        endings.push(ending);
    }

    /**
     * Lets others have their turn, keeps to the limit, and stops here while the job is paused.
     *
     * @param bytes the work just done
     * @throws BlockException ECANCELED if the job was cancelled
     */
    public void turn(long bytes) throws BlockException {
        Duration delay = job.rateLimit().delayAfter(bytes);
        if (delay.isZero() && ++turns % TURNS_OF_ONES_OWN > 0) {
            job.pausePoint();
        } else {
            job.sleep(delay);
        }
        if (job.isCancelled()) {
            throw new BlockException(Errno.ECANCELED);
        }
    }

    /** Whether the work is to be slower than it can be. */
    boolean isLimited() {
        return job.rateLimit().isOn();
    }

    /** Whether the job was cancelled. */
    public boolean isCancelled() {
        return job.isCancelled();
    }

    /**
     * Does something that blocks or computes for long; the loop is free meanwhile.
     *
     * @throws BlockException what the work threw, or EIO with its message
     */
    public <T> T blocking(Callable<T> work) throws BlockException {
        try {
            return job.blocking(work);
        } catch (ExecutionException e) {
            throw asBlockException(e);
        }
    }

    private static BlockException asBlockException(ExecutionException e) {
        return switch (e.getCause()) {
            case BlockException b -> b;
            case RuntimeException r -> throw r;
            case Error error -> throw error;
            case Throwable other -> new BlockException(Errno.EIO, String.valueOf(other.getMessage()), other);
        };
    }

    /** Takes back all that was given, the last first. */
    void end() {
        while (!endings.isEmpty()) {
            endings.pop().run();
        }
    }
}
