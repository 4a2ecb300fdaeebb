package org.jobdeck.block;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jobdeck.loop.Errno;
import org.jobdeck.loop.EventLoop;

/**
 * A node of the graph: a driver with its name, its children below and its users above (QEMU: BlockDriverState).
 *
 * <p>It changes in the main loop only. What it says can be read on any thread; lists are snapshots. It lives as long as
 * somebody holds a reference: whoever opened it, and each edge that leads to it. With the last reference it is closed.
 *
 * <p>Requests that need a permission go through a {@link NodeEdge} or a {@link NamedBackend}.
 */
public final class BlockNode {

    /**
     * The option of a node that is opened to be checked: a damaged image can be written then (QEMU: BDRV_O_CHECK). Not an
     * option of the monitor protocol.
     */
    public static final String FOR_CHECK = "x-for-check";

    private final BlockGraph graph;
    private final String name;
    private final long number;
    private final BlockDriver driver;
    private volatile NodeSettings settings;
    private final NodeParent asParent = new NodeParent(this);
    private final NodeIo io = new NodeIo(this);
    private final OpBlockers opBlockers = new OpBlockers();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger quiesceCounter = new AtomicInteger();
    private final OpBlocker backingBlocker;
    private volatile List<NodeEdge> children = List.of();
    private volatile List<NodeEdge> parents = List.of();
    private volatile EventLoop loop;
    private volatile long length;
    private volatile String fileName = "";
    private volatile String expectedBacking = "";
    private final NodeBitmaps bitmaps = new NodeBitmaps(this);
    private boolean protocol;
    private Optional<NodeSpec> spec = Optional.empty();
    private boolean turningReadOnly;
    private volatile boolean implicit;
    private volatile boolean open = true;
    private int references = 1;
    private boolean closing;

    BlockNode(BlockGraph graph, String name, BlockDriver driver, NodeSettings settings) {
        this.graph = graph;
        this.name = name;
        this.number = graph.nextNode();
        this.driver = driver;
        this.settings = settings;
        this.loop = graph.mainLoop();
        this.backingBlocker = new OpBlocker("node is used as backing hd of '" + name + "'");
    }

    /** The graph it belongs to. */
    public BlockGraph graph() {
        return graph;
    }

    /** The node-name. */
    public String name() {
        return name;
    }

    /** Which node of the graph it is by the moment at which it got its name. */
    long number() {
        return number;
    }

    /** The driver of this node. */
    public BlockDriver driver() {
        return driver;
    }

    /** The name of the backend on this node, or else the node-name: what messages call it. */
    public String deviceOrNodeName() {
        String device = deviceName();
        return device.isEmpty() ? name : device;
    }

    /** The name of the backend on this node; empty without one (QEMU: bdrv_get_device_name). */
    public String deviceName() {
        for (NodeEdge above : parents) {
            if (above.parent() instanceof NamedBackend backend && backend.name().isPresent()) {
                return backend.name().get();
            }
        }
        return "";
    }

    /** The file this node stands for; empty if none. */
    public String fileName() {
        return fileName;
    }

    /** Whether writes are refused. */
    public boolean isReadOnly() {
        return settings.readOnly();
    }

    /** The options that nodes of all drivers have, as they hold for this one. */
    public NodeSettings settings() {
        return settings;
    }

    /** Whether it has the same data as its filtered child. */
    public boolean isFilter() {
        return driver.isFilter();
    }

    /** Whether it stands for something outside the graph. Main loop. */
    boolean isProtocol() {
        return protocol;
    }

    void markProtocol() {
        protocol = true;
    }

    /** Shows a bitmap on this node. Main loop. */
    public void addBitmap(NodeBitmap bitmap) {
        bitmaps.show(bitmap);
    }

    /** Shows a bitmap no longer. Main loop. */
    public void removeBitmap(NodeBitmap bitmap) {
        bitmaps.remove(bitmap);
    }

    /** The bitmaps on this node. */
    public NodeBitmaps bitmaps() {
        return bitmaps;
    }

    /** Whether it was put in by a job rather than by the user (QEMU: implicit). */
    public boolean isImplicit() {
        return implicit;
    }

    /** Marks it as put in by a job. */
    public void markImplicit() {
        implicit = true;
    }

    /** Whether it has not been closed. */
    public boolean isOpen() {
        return open;
    }

    /** The loop its requests run in. */
    public EventLoop eventLoop() {
        return loop;
    }

    /** The edges to its users, newest first. */
    public List<NodeEdge> parents() {
        return parents;
    }

    /** The edges to its children, the one that was made or changed last first. */
    public List<NodeEdge> children() {
        return children;
    }

    /** The edge of the given name to a child. */
    public Optional<NodeEdge> child(String edgeName) {
        return children.stream().filter(e -> e.name().equals(edgeName)).findFirst();
    }

    /** The edge {@code file}. */
    public Optional<NodeEdge> file() {
        return child("file");
    }

    /** The edge to the backing file: what is read where this node has nothing. */
    public Optional<NodeEdge> cowChild() {
        return driver.isFilter() ? Optional.empty() : withRole(EdgeRole.COW);
    }

    /** The edge to what this filter filters. */
    public Optional<NodeEdge> filteredChild() {
        return driver.isFilter() ? withRole(EdgeRole.FILTERED) : Optional.empty();
    }

    /** The edge to the child that stands for this node. */
    public Optional<NodeEdge> primaryChild() {
        return withRole(EdgeRole.PRIMARY);
    }

    /** The edge to the next node of the backing chain, be this node a filter or an overlay. */
    public Optional<NodeEdge> chainChild() {
        return filteredChild().or(this::cowChild);
    }

    /** This node or, where it is a filter, the first below that is none (QEMU: bdrv_skip_filters). */
    public BlockNode skipFilters() {
        BlockNode node = this;
        for (Optional<NodeEdge> next = node.filteredChild(); next.isPresent(); next = node.filteredChild()) {
            node = next.get().node();
        }
        return node;
    }

    private Optional<NodeEdge> withRole(EdgeRole role) {
        return children.stream().filter(e -> e.roles().contains(role)).findFirst();
    }

    /** The length for users, in bytes, a multiple of 512. */
    public long length() {
        return length;
    }

    /** The exact length in bytes as the driver knows it; at most 511 less than {@link #length()}. */
    public long exactLength() {
        return driver.length();
    }

    /** How many drains are under way. */
    public int quiesceCounter() {
        return quiesceCounter.get();
    }

    /** How many requests are under way. */
    public int inFlight() {
        return inFlight.get();
    }

    /** Counts one more request of a driver's or filter's own, for which drains wait. Any thread. */
    public void requestBegins() {
        inFlight.incrementAndGet();
    }

    /** Counts one request less; a drain under way looks again. Any thread. */
    public void requestEnds() {
        if (inFlight.decrementAndGet() < 0) {
            throw new IllegalStateException("more requests ended than began on the node '" + name + "'");
        }
        graph.mainLoop().kick();
    }

    /** What its users together need, and what all of them share. */
    public GrantedPermissions cumulativePermissions() {
        Permissions perm = Permissions.NONE;
        Permissions shared = Permissions.ALL;
        for (NodeEdge above : parents) {
            perm = perm.or(above.permissions().perm());
            shared = shared.and(above.permissions().shared());
        }
        return new GrantedPermissions(perm, shared);
    }

    /** Brings everything written to stable storage, here and in the children; nothing to do on a read-only node. */
    public void flush() throws BlockException {
        io.flush();
    }

    /** What is known of the range's beginning; see {@link BlockIo#blockStatus}. */
    public BlockStatus blockStatus(long offset, long bytes) throws BlockException {
        return io.blockStatus(true, offset, bytes);
    }

    /**
     * Which part of the range's beginning this node itself, and not its backing file, has or has not: the status without
     * the effort to find zeroes (QEMU: bdrv_is_allocated).
     */
    public BlockStatus allocation(long offset, long bytes) throws BlockException {
        return io.blockStatus(false, offset, bytes);
    }

    /**
     * Writes into the image which file is below it (QEMU: bdrv_change_backing_file); what is below the node stays.
     *
     * @param backing empty for none
     * @throws BlockException EINVAL for a format without a file
     */
    public void changeBackingFile(Optional<BackingFile> backing) throws BlockException {
        io.change("change the backing file", () -> driver.changeBackingFile(backing));
        expectedBacking = backing.map(BackingFile::name).orElse("");
    }

    /** Looks for what is wrong in the image, and repairs it as far as is said; see {@link BlockDriver#check}. */
    public ImageCheck check(ImageCheck.Repair repair) throws BlockException {
        return io.request("check", () -> driver.check(repair));
    }

    /** Forgets all data, so that what is below shows through everywhere; see {@link BlockDriver#makeEmpty}. */
    public void makeEmpty() throws BlockException {
        io.change("empty", driver::makeEmpty);
    }

    /** The bitmaps that the image keeps; see {@link BlockDriver#storedBitmaps}. */
    public List<StoredBitmap> storedBitmaps() throws BlockException {
        return io.request("read bitmaps", driver::storedBitmaps);
    }

    /** Keeps these bitmaps in the image, and no others; see {@link BlockDriver#storeBitmaps}. */
    public void storeBitmaps(List<StoredBitmap> stored) throws BlockException {
        io.change("store bitmaps", () -> driver.storeBitmaps(stored));
        bitmaps.replaceKept(stored);
    }

    /** Takes a bitmap out of the image, if it is there already; see {@link BlockDriver#removeStoredBitmap}. */
    public void removeStoredBitmap(String bitmap) throws BlockException {
        io.change("remove a bitmap", () -> driver.removeStoredBitmap(bitmap));
    }

    /** The internal snapshots; see {@link BlockDriver#snapshots}. */
    public List<InternalSnapshot> snapshots() throws BlockException {
        return io.request("list snapshots", driver::snapshots);
    }

    /** Makes an internal snapshot; see {@link BlockDriver#createSnapshot}. */
    public void createSnapshot(InternalSnapshot snapshot) throws BlockException {
        io.change("make a snapshot", () -> driver.createSnapshot(snapshot));
    }

    /** Makes the disk what it was; see {@link BlockDriver#applySnapshot}. */
    public void applySnapshot(String idOrName) throws BlockException {
        if (!bitmaps.all().isEmpty()) {
            throw new BlockException(Errno.EBUSY, "Device has active dirty bitmaps");
        }
        io.change("apply a snapshot", () -> driver.applySnapshot(idOrName));
    }

    /** Deletes an internal snapshot; see {@link BlockDriver#deleteSnapshot}. */
    public void deleteSnapshot(String idOrName) throws BlockException {
        io.change("delete a snapshot", () -> driver.deleteSnapshot(idOrName));
    }

    /** Blocks an operation. Main loop. */
    public void blockOp(OpType op, OpBlocker blocker) {
        graph.requireMain("blocking operations");
        opBlockers.block(op, blocker);
    }

    /** Takes a blocker back. Main loop. */
    public void unblockOp(OpType op, OpBlocker blocker) {
        graph.requireMain("unblocking operations");
        opBlockers.unblock(op, blocker);
    }

    /** Blocks all operations. Main loop. */
    public void blockAllOps(OpBlocker blocker) {
        for (OpType op : OpType.values()) {
            blockOp(op, blocker);
        }
    }

    /** Takes a blocker of all operations back. Main loop. */
    public void unblockAllOps(OpBlocker blocker) {
        for (OpType op : OpType.values()) {
            unblockOp(op, blocker);
        }
    }

    /** Whether somebody blocks the operation. Main loop. */
    public boolean isOpBlocked(OpType op) {
        return opBlockers.newest(op).isPresent();
    }

    /** Whether nobody blocks any operation. Main loop. */
    public boolean hasNoOpBlockers() {
        return opBlockers.areEmpty();
    }

    /**
     * Makes sure that nobody blocks the operation. Main loop.
     *
     * @throws BlockException EBUSY with the newest blocker's reason
     */
    public void checkOp(OpType op) throws BlockException {
        Optional<OpBlocker> newest = opBlockers.newest(op);
        if (newest.isPresent()) {
            throw new BlockException(
                    Errno.EBUSY,
                    "Node '" + deviceOrNodeName() + "' is busy: " + newest.get().reason());
        }
    }

    /** Takes one more reference. Main loop. */
    public void ref() {
        graph.requireMain("referencing a node");
        if (!open) {
            throw new IllegalStateException("the node '" + name + "' is closed");
        }
        references++;
    }

    /** Gives a reference back; the last one drains, flushes and closes the node. Main loop. */
    public void unref() {
        graph.requireMain("releasing a node");
        if (references > 1) {
            references--;
            return;
        }
        if (closing) {
            throw new IllegalStateException("the node '" + name + "' has no reference left to give back");
        }
        // the last one is kept while closing runs the main loop: others may take and return one meanwhile
        closing = true;
        graph.close(this);
        references = 0;
    }

    /** How many references there are. Main loop. */
    public int references() {
        return references;
    }

    NodeIo io() {
        return io;
    }

    NodeParent asParent() {
        return asParent;
    }

    OpBlocker backingBlocker() {
        return backingBlocker;
    }

    int quiesceOnce() {
        return quiesceCounter.incrementAndGet();
    }

    int unquiesceOnce() {
        int left = quiesceCounter.decrementAndGet();
        if (left < 0) {
            throw new IllegalStateException("the node '" + name + "' is not drained");
        }
        return left;
    }

    void fileName(String newFileName) {
        fileName = newFileName;
    }

    /** What the image below is called if it is the one that this image names; empty for none (QEMU: auto_backing_file). */
    String expectedBacking() {
        return expectedBacking;
    }

    void expectedBacking(String name) {
        expectedBacking = name;
    }

    /** What the user asked for when he made the node or changed it last; empty if it was made otherwise. Main loop. */
    Optional<NodeSpec> spec() {
        return spec;
    }

    void spec(NodeSpec newSpec) {
        spec = Optional.of(newSpec);
    }

    /** Whether it is about to be made read-only, which its users may stand in the way of. Main loop. */
    boolean isTurningReadOnly() {
        return turningReadOnly;
    }

    void turningReadOnly(boolean turning) {
        turningReadOnly = turning;
    }

    void settings(NodeSettings newSettings) {
        settings = newSettings;
    }

    void becomeReadOnly() {
        settings = settings.asReadOnly();
    }

    void closed() {
        open = false;
    }

    void refreshLength() {
        long exact = driver.length();
        long rounded = exact > NodeIo.MAX_LENGTH ? NodeIo.MAX_LENGTH : exact + 511 & ~511L;
        if (rounded != length) {
            length = rounded;
            bitmaps.resized(rounded);
        }
    }

    void moveTo(EventLoop target) {
        driver.detachLoop();
        loop = target;
        driver.attachLoop(target);
    }

    void addParent(NodeEdge edge) {
        parents = prepended(edge, parents);
    }

    void removeParent(NodeEdge edge) {
        parents = without(edge, parents);
    }

    void addChild(NodeEdge edge) {
        children = prepended(edge, children);
    }

    /** An edge that was made to lead elsewhere counts as new; at no moment is it missing. */
    void renewChild(NodeEdge edge) {
        children = prepended(edge, without(edge, children));
    }

    void removeChild(NodeEdge edge) {
        children = without(edge, children);
    }

    private static List<NodeEdge> prepended(NodeEdge edge, List<NodeEdge> list) {
        List<NodeEdge> longer = new ArrayList<>(list.size() + 1);
        longer.add(edge);
        longer.addAll(list);
        return List.copyOf(longer);
    }

    private static List<NodeEdge> without(NodeEdge edge, List<NodeEdge> list) {
        return list.stream().filter(e -> e != edge).toList();
    }

    @Override
    public String toString() {
        return "BlockNode[" + name + " (" + driver.name() + ")]";
    }
}
