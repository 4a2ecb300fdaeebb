package org.jobdeck.block;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jobdeck.block.internal.BuiltInDrivers;
import org.jobdeck.loop.Errno;
import org.jobdeck.loop.EventLoop;
import org.jobdeck.loop.WorkerPool;

/**
 * All nodes and backends of one engine (QEMU: the global state of block.c).
 *
 * <p><b>Threads.</b> The graph changes in the main loop only: on its home thread, or in a coroutine, which then waits
 * until the home thread has done it. Opening, closing, draining and moving run the main loop while they wait. The lists
 * can be read on any thread.
 */
public final class BlockGraph {

    private static final Logger LOG = System.getLogger(BlockGraph.class.getName());

    private final EventLoop mainLoop;
    private final WorkerPool pool;
    private final BufferPool buffers = new BufferPool();
    private final HomeThread home;
    private final LoopMover mover;
    private final GraphEdit edit = new GraphEdit(this);
    private final NodeOpener opener = new NodeOpener(this);
    private final Map<String, BlockDriverType> types = new ConcurrentHashMap<>();
    private final List<BlockNode> nodes = new CopyOnWriteArrayList<>();
    private final List<NamedBackend> backends = new CopyOnWriteArrayList<>();
    private final ThrottleGroups throttleGroups;
    private final NodeNames names = new NodeNames(name -> backend(name).isPresent());
    private final List<Consumer<BlockEvent>> listeners = new CopyOnWriteArrayList<>();
    private int drainAllCount;
    private long nodesSoFar;

    /**
     * An empty graph that knows the drivers of this bundle.
     *
     * @param mainLoop where it changes; has a home thread
     * @param pool where its drivers do what blocks; stays the caller's to close
     */
    public BlockGraph(EventLoop mainLoop, WorkerPool pool) {
        this.mainLoop = mainLoop;
        this.pool = pool;
        this.home = new HomeThread(mainLoop);
        this.mover = new LoopMover(home);
        this.throttleGroups = new ThrottleGroups(mainLoop.clock());
        BuiltInDrivers.all().forEach(this::register);
    }

    /** The loop in which the graph changes. */
    public EventLoop mainLoop() {
        return mainLoop;
    }

    /** The threads for what blocks. */
    public WorkerPool pool() {
        return pool;
    }

    /**
     * Does something that blocks on a thread of the pool. In a coroutine its baton is free meanwhile; on the home thread
     * of the main loop the loop runs meanwhile.
     *
     * @throws BlockException what the work threw, or EIO with its message
     */
    public <T> T blocking(Callable<T> work) throws BlockException {
        return home.blocking(pool, work);
    }

    /** The buffers for those who copy data. */
    public BufferPool buffers() {
        return buffers;
    }

    /** The groups of nodes that share limits. */
    public ThrottleGroups throttleGroups() {
        return throttleGroups;
    }

    /**
     * Adds somebody who is told of events, in the main loop: it may not wait.
     *
     * @return a handle that ends it
     */
    public AutoCloseable addEventListener(Consumer<BlockEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Tells of something that happened. Any thread. */
    public void tell(BlockEvent event) {
        mainLoop.execute(() -> listeners.forEach(listener -> listener.accept(event)));
    }

    /** Adds a kind of driver; a second one of the same name is refused with {@link IllegalArgumentException}. */
    public void register(BlockDriverType type) {
        if (types.putIfAbsent(type.name(), type) != null) {
            throw new IllegalArgumentException("there is a block driver '" + type.name() + "' already");
        }
    }

    /**
     * Prepares the making of an image (QEMU: the checks of blockdev-create). Any thread.
     *
     * @throws BlockException if there is no such driver, it makes no images, or an option cannot be
     */
    public ImageMaker imageMaker(NodeCreation creation) throws BlockException {
        BlockDriverType type = types.get(creation.driver());
        if (type == null) {
            throw new BlockException(
                    Errno.EINVAL, "Block driver '" + creation.driver() + "' not found or not supported");
        }
        NodeOptions options = new NodeOptions(creation.options());
        ImageMaker maker = type.maker(this, creation, options)
                .orElseThrow(() -> new BlockException(Errno.ENOTSUP, "Driver does not support blockdev-create"));
        options.refuseUnused();
        return maker;
    }

    /** All nodes, oldest first. */
    public List<BlockNode> nodes() {
        return List.copyOf(nodes);
    }

    /** The node of the given node-name. */
    public Optional<BlockNode> node(String nodeName) {
        return nodes.stream().filter(n -> n.name().equals(nodeName)).findFirst();
    }

    /** All backends, oldest first. */
    public List<NamedBackend> backends() {
        return List.copyOf(backends);
    }

    /** The backend of the given name. */
    public Optional<NamedBackend> backend(String name) {
        return backends.stream()
                .filter(b -> b.name().isPresent() && b.name().get().equals(name))
                .findFirst();
    }

    /**
     * The node of a backend, or else of a node, of the given name (QEMU: bdrv_lookup_bs).
     *
     * @throws BlockException if there is neither
     */
    public BlockNode lookUp(String deviceOrNodeName) throws BlockException {
        return backend(deviceOrNodeName)
                .flatMap(NamedBackend::node)
                .or(() -> node(deviceOrNodeName))
                .orElseThrow(() -> new BlockException(
                        Errno.ENOENT,
                        "Cannot find device='" + deviceOrNodeName + "' nor node-name='" + deviceOrNodeName + "'"));
    }

    /** Adds a backend without name and node, in the main loop. */
    public NamedBackend newBackend(Permissions perm, Permissions shared) {
        return newBackend(mainLoop, perm, shared);
    }

    /** Adds a backend without name and node, in the given loop. */
    public NamedBackend newBackend(EventLoop loop, Permissions perm, Permissions shared) {
        requireMain("adding a backend");
        NamedBackend backend = new NamedBackend(this, Optional.empty(), loop, new GrantedPermissions(perm, shared));
        backends.add(backend);
        return backend;
    }

    /**
     * Adds a backend that the user sees, without node, in the main loop.
     *
     * @throws BlockException if the name cannot be
     */
    public NamedBackend newBackend(String name, Permissions perm, Permissions shared) throws BlockException {
        requireMain("adding a backend");
        names.checkBackend(name);
        NamedBackend backend =
                new NamedBackend(this, Optional.of(name), mainLoop, new GrantedPermissions(perm, shared));
        backends.add(backend);
        return backend;
    }

    /**
     * Makes a node, and what is described below it (QEMU: bdrv_open, blockdev-add).
     *
     * @return the node; the caller holds a reference and {@linkplain BlockNode#unref gives it back}
     * @throws BlockException if something cannot be opened; then nothing was added
     */
    public BlockNode open(NodeSpec spec) throws BlockException {
        return home.call("opening a node", () -> open(spec, NodeSettings.DEFAULT));
    }

    /**
     * Makes a node of a driver object that is not among the registered kinds, for filters of jobs and for tests.
     *
     * @param spec everything but the driver's name counts
     * @return the node; the caller holds a reference
     * @throws BlockException if it cannot be opened; then nothing was added
     */
    public BlockNode open(BlockDriver driver, NodeSpec spec) throws BlockException {
        return home.call("opening a node", () -> opener.open(driver, spec));
    }

    private BlockNode open(NodeSpec spec, NodeSettings inherited) throws BlockException {
        BlockDriverType type = types.get(spec.driver());
        if (type == null) {
            throw new BlockException(Errno.EINVAL, "Unknown driver '" + spec.driver() + "'");
        }
        return opener.open(type, spec, inherited);
    }

    /**
     * Lets nodes go on with other options, all of them or none (QEMU: blockdev-reopen). What a description does not mention
     * becomes what it is by default.
     *
     * @param specs with the names of the nodes
     * @throws BlockException if one of them cannot be so; nothing has changed then
     */
    public void reopen(List<NodeSpec> specs) throws BlockException {
        change("reopening nodes", () -> NodeReopen.run(this, specs));
    }

    /**
     * Makes a node read-only that goes on as it is otherwise, and what was described below it (QEMU:
     * bdrv_reopen_set_read_only).
     *
     * @throws BlockException if somebody writes to it; nothing has changed then
     */
    public void makeReadOnly(BlockNode node) throws BlockException {
        change("reopening a node", () -> NodeReopen.run(this, List.of(NodeReopen.sameButReadOnly(node))));
    }

    /**
     * The node that a description means: one of the graph, or a new one.
     *
     * @return the node; the caller holds a reference
     */
    public BlockNode open(NodeRef ref) throws BlockException {
        return home.call("opening a node", () -> openRef(ref, NodeSettings.DEFAULT));
    }

    /** The node a description means, with one more reference. */
    BlockNode openRef(NodeRef ref, NodeSettings inherited) throws BlockException {
        return switch (ref) {
            case NodeRef.Existing existing -> {
                BlockNode node = lookUp(existing.name());
                node.ref();
                yield node;
            }
            case NodeSpec spec -> open(spec, inherited);
            case NodeRef.None _ -> throw new IllegalArgumentException("no node cannot be opened");
        };
    }

    /** A node that is open counts from now on. */
    void add(BlockNode node) {
        nodes.add(node);
        for (int i = 0; i < drainAllCount; i++) {
            Drain.begin(node);
        }
    }

    /**
     * Flushes and closes all nodes and backends, whoever holds references to them: the end of the graph (QEMU:
     * bdrv_close_all). The jobs on them are over. Main loop.
     */
    public void closeAll() {
        requireMain("closing all nodes");
        List.copyOf(backends).forEach(NamedBackend::close);
        while (!nodes.isEmpty()) {
            BlockNode top = nodes.stream()
                    .filter(node -> node.parents().isEmpty())
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("somebody other than a node still uses one of "
                            + nodes.stream().map(BlockNode::name).toList()));
            close(top);
        }
    }

    /** Closes a node without references: drains, flushes, closes the driver, lets the children go. */
    void close(BlockNode node) {
        if (!node.isOpen()) {
            return;
        }
        quietly("closing a node", () -> {
            nodes.remove(node);
            Drain.begin(node);
            home.waitWhile(() -> Drain.isBusy(node));
            try {
                node.flush();
            } catch (BlockException e) {
                LOG.log(
                        Level.WARNING,
                        () -> "the node '" + node.name() + "' could not be flushed before it was closed: "
                                + e.getMessage());
            }
            node.closed();
            node.driver().close();
            dismantle(node);
            while (node.quiesceCounter() > 0) {
                Drain.end(node);
            }
        });
    }

    /** Takes apart a node that is not open, or no longer. */
    void dismantle(BlockNode node) {
        for (NodeEdge below : node.children()) {
            edit.detach(below);
        }
        names.release(node.name());
    }

    void forget(NamedBackend backend) {
        requireMain("removing a backend");
        backends.remove(backend);
    }

    /**
     * Gives a user that is no node an edge to a node (QEMU: bdrv_root_attach_child). Puts both into one loop. If the node
     * is drained the user is asked to be quiet and this waits until it is.
     *
     * @param roles empty for backends and jobs
     * @throws BlockException if the permissions are in conflict or neither can leave its loop; nothing has changed then
     */
    public NodeEdge attach(
            EdgeParent parent, String name, Set<EdgeRole> roles, BlockNode node, GrantedPermissions wanted)
            throws BlockException {
        return home.call("attaching to a node", () -> edit.attach(parent, name, roles, node, wanted));
    }

    /** Gives a node a child (QEMU: bdrv_attach_child); otherwise like {@link #attach}. */
    public NodeEdge attachChild(BlockNode parent, String name, Set<EdgeRole> roles, BlockNode child)
            throws BlockException {
        return home.call("attaching a child", () -> edit.attachChild(parent, name, roles, child));
    }

    /**
     * Removes an edge, with its reference on the node (QEMU: bdrv_root_unref_child). A node that only the edge held in
     * another loop goes back to the main loop.
     */
    public void detach(NodeEdge edge) {
        quietly("detaching from a node", () -> edit.detach(edge));
    }

    /**
     * Gives a node another backing file, or none (QEMU: bdrv_set_backing_hd).
     *
     * @throws BlockException if the link is frozen, a cycle would arise, the driver has no backing files, or permissions
     *     are in conflict; nothing has changed then
     */
    public void setBacking(BlockNode node, Optional<BlockNode> backing) throws BlockException {
        change("changing a backing file", () -> edit.setBacking(node, backing));
    }

    /** Lets an edge lead to another node (QEMU: bdrv_replace_child). */
    public void replaceChild(NodeEdge edge, BlockNode newChild) throws BlockException {
        change("replacing a child", () -> edit.replaceChild(edge, newChild));
    }

    /**
     * Lets the users of one node use another instead (QEMU: bdrv_replace_node). Those who
     * {@linkplain EdgeParent#stayAtNode stay} and those who are below the other node stay.
     *
     * @throws BlockException if a link is frozen or permissions are in conflict; nothing has changed then
     */
    public void replaceNode(BlockNode from, BlockNode to) throws BlockException {
        change("replacing a node", () -> edit.replaceNode(from, to));
    }

    /**
     * Takes a filter out: its users use what it filters, and it has no child any more (QEMU: bdrv_drop_filter). The
     * caller's reference on the filter stays.
     */
    public void dropFilter(BlockNode filter) throws BlockException {
        change("removing a filter", () -> edit.dropFilter(filter));
    }

    /** Forbids changes of the chain's links from one node down to another; fails where one is frozen already. */
    public void freezeChain(BlockNode from, BlockNode to) throws BlockException {
        change("freezing a chain", () -> edit.freezeChain(from, to));
    }

    /** Allows changes of the links again. */
    public void unfreezeChain(BlockNode from, BlockNode to) {
        quietly("unfreezing a chain", () -> edit.unfreezeChain(from, to));
    }

    /**
     * Moves a node, and all that hangs together with it, to another loop (QEMU: bdrv_try_change_aio_context).
     *
     * @throws BlockException if one of its users cannot leave its loop; nothing has changed then
     */
    public void changeLoop(BlockNode node, EventLoop target) throws BlockException {
        change("changing a loop", () -> mover.move(target, plan -> plan.include(node)));
    }

    /**
     * Stops requests on a node: asks its users, and theirs, to be quiet and waits until nothing is under way (QEMU:
     * bdrv_drained_begin). Can be nested. In a coroutine the coroutine waits; it must not itself be what is waited for.
     */
    public void drainedBegin(BlockNode node) {
        quietly("draining a node", () -> {
            requireOpen(node);
            Drain.begin(node);
            home.waitWhile(() -> Drain.isBusy(node));
        });
    }

    /**
     * Ends a drain (QEMU: bdrv_drained_end). On the home thread what the users queue in the main loop on being let go is
     * run before this returns, once and after all of them were let go.
     */
    public void drainedEnd(BlockNode node) {
        boolean settle = home.isCurrent();
        drainedEndNoPoll(node);
        if (settle) {
            home.settle();
        }
    }

    /** Ends a drain without running the main loop: for those who are in the middle of a change. */
    public void drainedEndNoPoll(BlockNode node) {
        quietly("ending a drain", () -> {
            requireOpen(node);
            Drain.end(node);
        });
    }

    /** Drains all nodes, those made meanwhile too (QEMU: bdrv_drain_all_begin). Can be nested. */
    public void drainAllBegin() {
        quietly("draining all nodes", () -> {
            drainAllCount++;
            nodes().forEach(Drain::begin);
            home.waitWhile(() -> nodes.stream().anyMatch(Drain::isBusy));
        });
    }

    /** Ends {@link #drainAllBegin}; like {@link #drainedEnd}. */
    public void drainAllEnd() {
        boolean settle = home.isCurrent();
        quietly("ending a drain", () -> {
            if (drainAllCount == 0) {
                throw new IllegalStateException("the graph is not drained");
            }
            drainAllCount--;
            for (BlockNode node : nodes()) {
                if (node.isOpen()) {
                    Drain.end(node);
                }
            }
        });
        if (settle) {
            home.settle();
        }
    }

    void drainOne(BlockNode node, Runnable action) {
        quietly("draining a node", () -> edit.drained(List.of(node), action::run));
    }

    private void change(String what, GraphEdit.Action action) throws BlockException {
        home.call(what, () -> {
            action.run();
            return null;
        });
    }

    private void quietly(String what, GraphEdit.Action action) {
        try {
            change(what, action);
        } catch (BlockException e) {
            throw new IllegalStateException(what + " cannot fail, but did: " + e.getMessage(), e);
        }
    }

    private static void requireOpen(BlockNode node) {
        if (!node.isOpen()) {
            throw new IllegalStateException("the node '" + node.name() + "' is closed");
        }
    }

    void requireMain(String what) {
        mainLoop.requireCurrent(what);
    }

    void log(Supplier<String> text) {
        LOG.log(Level.DEBUG, text);
    }

    HomeThread home() {
        return home;
    }

    /** A number for a new node or edge, greater than all before. Main loop. */
    long nextNode() {
        return nodesSoFar++;
    }

    GraphEdit edit() {
        return edit;
    }

    NodeNames names() {
        return names;
    }

    LoopMover mover() {
        return mover;
    }
}
