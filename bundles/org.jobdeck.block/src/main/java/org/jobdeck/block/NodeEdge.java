package org.jobdeck.block;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/**
 * A link from a user of a node down to the node (QEMU: BdrvChild).
 *
 * <p>It changes in the main loop only; what it says can be read on any thread. Requests through it are refused with
 * {@link IllegalStateException} if its user does not hold the permission.
 */
public final class NodeEdge implements BlockIo {

    private final BlockGraph graph;
    private final EdgeParent parent;
    private final String name;
    private final Set<EdgeRole> roles;
    private final long number;
    private volatile BlockNode node;
    private volatile GrantedPermissions granted;
    private volatile boolean frozen;
    private boolean parentQuiesced;

    NodeEdge(BlockGraph graph, EdgeParent parent, String name, Set<EdgeRole> roles, BlockNode node) {
        this.graph = graph;
        this.parent = parent;
        this.name = name;
        this.number = graph.nextNode();
        this.roles = Set.copyOf(roles);
        this.node = node;
        this.granted = GrantedPermissions.UNCONCERNED;
    }

    /** Greater than that of every edge made before. */
    long number() {
        return number;
    }

    /** The node at the lower end; after the edge was detached, the one it led to last. */
    public BlockNode node() {
        return node;
    }

    /** The user at the upper end. */
    public EdgeParent parent() {
        return parent;
    }

    /** The user at the upper end, if it is a node. */
    public Optional<BlockNode> parentNode() {
        return parent instanceof NodeParent above ? Optional.of(above.node()) : Optional.empty();
    }

    /** The edge's name: {@code file}, {@code backing}, {@code root}, {@code main node}, … */
    public String name() {
        return name;
    }

    /** What the lower end is to the upper one; empty for backends and jobs. */
    public Set<EdgeRole> roles() {
        return roles;
    }

    /** What the user needs and shares. */
    public GrantedPermissions permissions() {
        return granted;
    }

    /** Whether the edge must not be moved or removed. */
    public boolean isFrozen() {
        return frozen;
    }

    /** Whether the user was asked to be quiet because the node is drained. Main loop. */
    public boolean isParentQuiesced() {
        return parentQuiesced;
    }

    /**
     * Asks for other permissions (QEMU: bdrv_child_try_set_perm). Main loop.
     *
     * @throws BlockException if another user of the node is in conflict; nothing has changed then
     */
    public void changePermissions(GrantedPermissions wanted) throws BlockException {
        graph.home().call("changing permissions", () -> {
            PermissionUpdate.change(this, wanted);
            return null;
        });
    }

    @Override
    public void pread(long offset, ByteBuffer into) throws BlockException {
        node.io().read(offset, into);
    }

    @Override
    public void pwrite(long offset, ByteBuffer from) throws BlockException {
        requireWrite("write");
        node.io().write(offset, from, mayGrow());
    }

    @Override
    public void pwriteCompressed(long offset, ByteBuffer from) throws BlockException {
        requireWrite("write");
        node.io().writeCompressed(offset, from, mayGrow());
    }

    @Override
    public void writeZeroes(long offset, long bytes, boolean mayUnmap) throws BlockException {
        requireWrite("write zeroes");
        node.io().writeZeroes(offset, bytes, mayUnmap, mayGrow());
    }

    @Override
    public void copyFrom(BlockNode source, long sourceOffset, long offset, long bytes, int zeroUnit)
            throws BlockException {
        requireWrite("copy");
        node.io().copyFrom(source, sourceOffset, offset, bytes, zeroUnit);
    }

    @Override
    public void discard(long offset, long bytes) throws BlockException {
        requireWrite("discard");
        node.io().discard(offset, bytes);
    }

    @Override
    public void flush() throws BlockException {
        node.flush();
    }

    @Override
    public void truncate(long length, Preallocation preallocation) throws BlockException {
        if (!mayGrow()) {
            throw new IllegalStateException(parent.describe() + " may not resize the node '" + node.name() + "'");
        }
        node.io().truncate(length, preallocation);
    }

    @Override
    public BlockStatus blockStatus(long offset, long bytes) throws BlockException {
        return node.blockStatus(offset, bytes);
    }

    @Override
    public long length() {
        return node.length();
    }

    /**
     * Writes what is read there already, for example because it was read from the backing file: bitmaps do not take note of
     * it. Needs {@link Permission#WRITE_UNCHANGED}.
     */
    public void writeUnchanged(long offset, ByteBuffer from) throws BlockException {
        requireWrite("write");
        node.io().writeUnchanged(offset, from);
    }

    /** The same of zeroes. */
    public void writeZeroesUnchanged(long offset, long bytes) throws BlockException {
        requireWrite("write zeroes");
        node.io().writeZeroesUnchanged(offset, bytes);
    }

    /** Tells the lower node that its user has come to a named point of a request (QEMU: BLKDBG_EVENT). */
    public void debugEvent(String event) {
        node.driver().debugEvent(event);
    }

    private boolean mayGrow() {
        return granted.perm().has(Permission.RESIZE);
    }

    private void requireWrite(String what) {
        if (!granted.perm().canWrite()) {
            throw new IllegalStateException(parent.describe() + " may not " + what + " on the node '" + node.name()
                    + "': it did not ask for the permission");
        }
    }

    void node(BlockNode newNode) {
        node = newNode;
    }

    void granted(GrantedPermissions newGrant) {
        granted = newGrant;
    }

    void frozen(boolean nowFrozen) {
        frozen = nowFrozen;
    }

    /** Asks the user to be quiet, unless it was asked already. */
    void quiesceParent() {
        if (!parentQuiesced) {
            parentQuiesced = true;
            parent.drainedBegin(this);
        }
    }

    /** Lets the user go on, if it was asked to be quiet. */
    void releaseParent() {
        if (parentQuiesced) {
            parentQuiesced = false;
            parent.drainedEnd(this);
        }
    }

    @Override
    public String toString() {
        return parent.describe() + " -" + name + "-> " + node.name();
    }
}
