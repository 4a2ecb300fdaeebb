package org.jobdeck.block;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jobdeck.loop.Errno;
import org.jobdeck.loop.EventLoop;

/**
 * A user's end of the graph: it has permissions on its root node, checks ranges, and holds requests back while the node
 * is drained (QEMU: BlockBackend).
 *
 * <p>It changes in the main loop only; requests as {@link BlockIo} says.
 */
public final class NamedBackend implements BlockIo, EdgeParent {

    private final BlockGraph graph;
    private final Optional<String> name;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final ReentrantLock queueLock = new ReentrantLock();
    private final Queue<CompletableFuture<Void>> heldBack = new ArrayDeque<>();
    private int quiesceCounter;
    private volatile GrantedPermissions wanted;
    private volatile EventLoop loop;
    private volatile NodeEdge root;
    private volatile boolean allowLoopChange;
    private volatile boolean queueRequests = true;

    NamedBackend(BlockGraph graph, Optional<String> name, EventLoop loop, GrantedPermissions wanted) {
        this.graph = graph;
        this.name = name;
        this.loop = loop;
        this.wanted = wanted;
    }

    /** Its name among the devices; empty for one that the user does not see. */
    public Optional<String> name() {
        return name;
    }

    /** The edge to its node, if it has one. */
    public Optional<NodeEdge> root() {
        return Optional.ofNullable(root);
    }

    /** Its node, if it has one. */
    public Optional<BlockNode> node() {
        return root().map(NodeEdge::node);
    }

    /** What it needs and shares. */
    public GrantedPermissions permissions() {
        return wanted;
    }

    /** How many requests are under way through it, those held back not counted. */
    public int inFlight() {
        return inFlight.get();
    }

    /** Whether it follows when something else moves its node to another loop (QEMU: allow_aio_context_change). */
    public void allowLoopChange(boolean allow) {
        allowLoopChange = allow;
    }

    /**
     * Whether requests that come while the node is drained wait for the drain's end. Jobs, which are paused instead,
     * switch this off (QEMU: disable_request_queuing).
     */
    public void queueRequests(boolean queue) {
        queueRequests = queue;
    }

    /**
     * Attaches it to a node, of which it then holds a reference (QEMU: blk_insert_bs). Main loop.
     *
     * @throws BlockException if the permissions are in conflict with another user's
     */
    public void insert(BlockNode node) throws BlockException {
        if (root != null) {
            throw new IllegalStateException(describe() + " has a node already: " + root.node());
        }
        root = graph.attach(this, "root", Set.of(), node, wanted);
    }

    /** Detaches it from its node, if it has one (QEMU: blk_remove_bs). Main loop. */
    public void remove() {
        NodeEdge edge = root;
        if (edge != null) {
            graph.drainOne(edge.node(), () -> {
                root = null;
                graph.detach(edge);
            });
        }
    }

    /** Detaches it and takes it out of the graph. Main loop. */
    public void close() {
        remove();
        graph.forget(this);
    }

    /** Asks for other permissions (QEMU: blk_set_perm). Main loop. */
    public void changePermissions(GrantedPermissions newWanted) throws BlockException {
        NodeEdge edge = root;
        if (edge != null) {
            edge.changePermissions(newWanted);
        }
        wanted = newWanted;
    }

    /**
     * Moves it, with its node and all that hangs on that, to another loop (QEMU: blk_set_aio_context). Main loop.
     *
     * @throws BlockException if somebody else who uses these nodes cannot leave its loop
     */
    public void moveTo(EventLoop target) throws BlockException {
        graph.home().call("moving a backend", () -> {
            NodeEdge edge = root;
            if (edge == null) {
                loop = target;
            } else {
                graph.mover().move(target, change -> {
                    change.ignore(edge);
                    change.onCommit(() -> loop = target);
                    change.include(edge.node());
                });
            }
            return null;
        });
    }

    @Override
    public String describe() {
        return name.map(n -> "block device '" + n + "'").orElse("an unnamed block device");
    }

    @Override
    public EventLoop eventLoop() {
        return loop;
    }

    @Override
    public void drainedBegin(NodeEdge edge) {
        queueLock.lock();
        try {
            quiesceCounter++;
        } finally {
            queueLock.unlock();
        }
    }

    @Override
    public boolean drainedPoll(NodeEdge edge) {
        return inFlight.get() > 0;
    }

    @Override
    public void drainedEnd(NodeEdge edge) {
        queueLock.lock();
        try {
            if (--quiesceCounter == 0) {
                // each is entered by its own loop, so nothing of a user runs inside the drain's end
                heldBack.forEach(gate -> loop.execute(() -> gate.complete(null)));
                heldBack.clear();
            }
        } finally {
            queueLock.unlock();
        }
    }

    @Override
    public void changeLoop(NodeEdge edge, LoopChange change) throws BlockException {
        if (!allowLoopChange && name.isEmpty()) {
            throw new BlockException(Errno.EPERM, "Cannot change iothread of active block backend");
        }
        change.onCommit(() -> loop = change.target());
    }

    @Override
    public void pread(long offset, ByteBuffer into) throws BlockException {
        request("read", edge -> {
            checkRange(edge, offset, into.remaining());
            edge.pread(offset, into);
            return null;
        });
    }

    @Override
    public void pwrite(long offset, ByteBuffer from) throws BlockException {
        request("write", edge -> {
            checkRange(edge, offset, from.remaining());
            edge.pwrite(offset, from);
            return null;
        });
    }

    @Override
    public void pwriteCompressed(long offset, ByteBuffer from) throws BlockException {
        request("write", edge -> {
            checkRange(edge, offset, from.remaining());
            edge.pwriteCompressed(offset, from);
            return null;
        });
    }

    @Override
    public void writeZeroes(long offset, long bytes, boolean mayUnmap) throws BlockException {
        request("write zeroes", edge -> {
            checkRange(edge, offset, bytes);
            edge.writeZeroes(offset, bytes, mayUnmap);
            return null;
        });
    }

    @Override
    public void copyFrom(BlockNode source, long sourceOffset, long offset, long bytes, int zeroUnit)
            throws BlockException {
        request("copy", edge -> {
            checkRange(edge, offset, bytes);
            edge.copyFrom(source, sourceOffset, offset, bytes, zeroUnit);
            return null;
        });
    }

    @Override
    public void discard(long offset, long bytes) throws BlockException {
        request("discard", edge -> {
            checkRange(edge, offset, bytes);
            edge.discard(offset, bytes);
            return null;
        });
    }

    @Override
    public void flush() throws BlockException {
        request("flush", edge -> {
            edge.flush();
            return null;
        });
    }

    @Override
    public void truncate(long length, Preallocation preallocation) throws BlockException {
        request("truncate", edge -> {
            edge.truncate(length, preallocation);
            return null;
        });
    }

    @Override
    public BlockStatus blockStatus(long offset, long bytes) throws BlockException {
        return request("block status", edge -> edge.blockStatus(offset, bytes));
    }

    @Override
    public long length() throws BlockException {
        return requireRoot().length();
    }

    private interface EdgeCall<T> {
        T run(NodeEdge edge) throws BlockException;
    }

    private <T> T request(String what, EdgeCall<T> call) throws BlockException {
        Routing.requireLoop(what);
        inFlight.incrementAndGet();
        return Routing.run(loop, what, () -> {
            try {
                waitWhileDrained();
                return call.run(requireRoot());
            } finally {
                // here and not where the caller waits: what runs meanwhile on the caller's thread may wait for this end
                inFlight.decrementAndGet();
                graph.mainLoop().kick();
            }
        });
    }

    /** In a coroutine: a drain that waits for this backend does not wait for those it holds back. */
    private void waitWhileDrained() throws BlockException {
        if (!queueRequests) {
            return;
        }
        for (Optional<CompletableFuture<Void>> gate = gate(); gate.isPresent(); gate = gate()) {
            inFlight.decrementAndGet();
            graph.mainLoop().kick();
            try {
                Routing.await(gate.get());
            } finally {
                inFlight.incrementAndGet();
            }
        }
    }

    private Optional<CompletableFuture<Void>> gate() {
        queueLock.lock();
        try {
            if (quiesceCounter == 0) {
                return Optional.empty();
            }
            CompletableFuture<Void> gate = new CompletableFuture<>();
            heldBack.add(gate);
            return Optional.of(gate);
        } finally {
            queueLock.unlock();
        }
    }

    private NodeEdge requireRoot() throws BlockException {
        NodeEdge edge = root;
        if (edge == null) {
            throw new BlockException(Errno.ENXIO, "No medium found");
        }
        return edge;
    }

    private static void checkRange(NodeEdge edge, long offset, long bytes) throws BlockException {
        NodeIo.checkRange(offset, bytes);
        if (offset + bytes > edge.length()) {
            throw new BlockException(Errno.EIO);
        }
    }

    @Override
    public String toString() {
        return "NamedBackend[" + name.orElse("") + "]";
    }
}
