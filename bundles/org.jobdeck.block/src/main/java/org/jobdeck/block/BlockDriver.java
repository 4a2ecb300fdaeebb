package org.jobdeck.block;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jobdeck.json.JsonObject;
import org.jobdeck.loop.Errno;
import org.jobdeck.loop.EventLoop;

/**
 * What one node does with requests; one object per node (QEMU: BlockDriver and the node's opaque state).
 *
 * <p>{@link #open}, {@link #close}, {@link #drainBegin}, {@link #drainEnd}, {@link #detachLoop}, {@link #attachLoop} and
 * {@link #childPermissions} are called in the main loop. Requests are called in a coroutine of the node's loop, with
 * ranges that lie inside the node; they must not block the thread: what blocks goes through the opening's
 * {@link DriverOpening#pool() pool}.
 */
public interface BlockDriver {

    /** The driver's name as in {@code blockdev-add}. */
    String name();

    /** Whether nodes of this driver pass on the data of one child unchanged. */
    default boolean isFilter() {
        return false;
    }

    /** Whether nodes of this driver can have a backing file. */
    default boolean supportsBacking() {
        return false;
    }

    /** What the image says of its backing file, if it has one; asked once the node is open. Main loop. */
    default Optional<BackingFile> backingFile() {
        return Optional.empty();
    }

    /**
     * Writes into the image which file is below it (QEMU: bdrv_change_backing_file); what is below the node stays. A
     * request.
     *
     * @param backing empty for none
     */
    default void changeBackingFile(Optional<BackingFile> backing) throws BlockException {
        throw new BlockException(Errno.ENOTSUP);
    }

    /**
     * Looks for what is wrong in the image, and repairs it as far as is said (QEMU: bdrv_co_check). A request.
     *
     * @throws BlockException ENOTSUP if the format has nothing to check; otherwise what made the check impossible
     */
    default ImageCheck check(ImageCheck.Repair repair) throws BlockException {
        throw new BlockException(Errno.ENOTSUP);
    }

    /** Forgets all data, so that what is below shows through everywhere (QEMU: bdrv_make_empty). A request. */
    default void makeEmpty() throws BlockException {
        throw new BlockException(Errno.ENOTSUP);
    }

    /** The bitmaps that the image keeps (QEMU: qcow2_load_dirty_bitmaps). A request. */
    default List<StoredBitmap> storedBitmaps() throws BlockException {
        throw new BlockException(Errno.ENOTSUP);
    }

    /** Keeps these bitmaps in the image, and no others (QEMU: qcow2_store_persistent_dirty_bitmaps). A request. */
    default void storeBitmaps(List<StoredBitmap> bitmaps) throws BlockException {
        throw new BlockException(Errno.ENOTSUP);
    }

    /**
     * Takes a bitmap out of the image; one that is not there is no error (QEMU: bdrv_remove_persistent_dirty_bitmap). A
     * request.
     */
    default void removeStoredBitmap(String bitmap) throws BlockException {
        throw new BlockException(Errno.ENOTSUP);
    }

    /** The internal snapshots, in the image's order (QEMU: bdrv_snapshot_list). A request. */
    default List<InternalSnapshot> snapshots() throws BlockException {
        throw new BlockException(Errno.ENOTSUP);
    }

    /** Makes an internal snapshot of the disk as it is; the image gives it its id (QEMU: bdrv_snapshot_create). A request. */
    default void createSnapshot(InternalSnapshot snapshot) throws BlockException {
        throw new BlockException(Errno.ENOTSUP);
    }

    /** Makes the disk what it was when an internal snapshot was made (QEMU: bdrv_snapshot_goto). A request. */
    default void applySnapshot(String idOrName) throws BlockException {
        throw new BlockException(Errno.ENOTSUP);
    }

    /** Deletes an internal snapshot (QEMU: bdrv_snapshot_delete). A request. */
    default void deleteSnapshot(String idOrName) throws BlockException {
        throw new BlockException(Errno.ENOTSUP);
    }

    /** What the image says of itself, if the format has such things to say. Any thread, without waiting. */
    default Optional<ImageInfo> imageInfo() {
        return Optional.empty();
    }

    /** Opens the node and attaches its children. What was attached is detached again if this throws. */
    default void open(DriverOpening opening) throws BlockException {}

    /** Whether the node can go on with other options. */
    default boolean canReopen() {
        return false;
    }

    /** The driver's own options that can be left out when the node is reopened (QEMU: mutable_opts). */
    default Set<String> mutableOptions() {
        return Set.of();
    }

    /**
     * Prepares to go on with other options. The node is drained. Every option that is asked for may differ from what it was;
     * the graph refuses others that do. Main loop; may wait.
     *
     * @return how that ends
     * @throws BlockException if an option cannot be; nothing has changed then
     */
    default PreparedStep prepareReopen(BlockNode node, NodeOptions options, NodeSettings settings)
            throws BlockException {
        if (!canReopen()) {
            throw new BlockException(
                    Errno.ENOTSUP,
                    "Block format '" + name() + "' used by node '" + node.name()
                            + "' does not support reopening files");
        }
        return PreparedStep.NOTHING;
    }

    /** Gives everything back. No request is under way; the children are still attached. */
    default void close() {}

    /** The exact length in bytes; need not be a multiple of 512. Any thread, without waiting. */
    long length();

    /** Fills the buffer's remaining bytes. */
    void pread(long offset, ByteBuffer into) throws BlockException;

    /** Writes the buffer's remaining bytes. */
    void pwrite(long offset, ByteBuffer from) throws BlockException;

    /** Whether the format can keep data compressed (QEMU: block_driver_can_compress). */
    default boolean canCompress() {
        return false;
    }

    /**
     * Writes the buffer's remaining bytes compressed, if that makes them shorter (QEMU: BDRV_REQ_WRITE_COMPRESSED). The
     * offset begins a cluster, and the bytes are whole clusters or reach the end of the node.
     */
    default void pwriteCompressed(long offset, ByteBuffer from) throws BlockException {
        throw new BlockException(Errno.ENOTSUP);
    }

    /** Copies bytes of another node on one worker, as {@link BlockIo#copyFrom} says; ENOTSUP makes the caller do it. */
    default void copyFrom(BlockNode source, long sourceOffset, long offset, long bytes, int zeroUnit)
            throws BlockException {
        throw new BlockException(Errno.ENOTSUP);
    }

    /** Makes the range read as zeroes; ENOTSUP makes the caller write zeroes instead. */
    default void writeZeroes(long offset, long bytes, boolean mayUnmap) throws BlockException {
        throw new BlockException(Errno.ENOTSUP);
    }

    /** Forgets the data of the range. */
    default void discard(long offset, long bytes) throws BlockException {}

    /** Brings this node's own data to stable storage; the children are flushed afterwards by the caller. */
    default void flush() throws BlockException {}

    /** Whether {@link #flush} has brought the children's data to stable storage, too. */
    default boolean flushesItsChildren() {
        return false;
    }

    /** Changes the length. */
    default void truncate(long length) throws BlockException {
        throw new BlockException(Errno.ENOTSUP, "Image format driver does not support resize");
    }

    /**
     * Changes the length; what is new has its place then as far as the mode says. What is new reads as zeroes.
     *
     * @throws BlockException ENOTSUP if the driver does not know the mode
     */
    default void truncate(long length, Preallocation preallocation) throws BlockException {
        if (preallocation != Preallocation.OFF) {
            throw new BlockException(Errno.ENOTSUP, "Unsupported preallocation mode '" + preallocation.qmpName() + "'");
        }
        truncate(length);
    }

    /**
     * What is known of the range's beginning; empty means that this driver cannot tell, which reads as allocated data.
     *
     * @param wantZero whether it is worth an effort to find out what reads as zeroes
     */
    default Optional<BlockStatus> blockStatus(boolean wantZero, long offset, long bytes) throws BlockException {
        return Optional.empty();
    }

    /** The first drain of the node begins: start no requests of your own. */
    default void drainBegin() {}

    /** Whether requests of the driver's own are still under way in a drained node. Any thread. */
    default boolean drainPoll() {
        return false;
    }

    /** The last drain of the node has ended. */
    default void drainEnd() {}

    /** The node leaves its loop; it is drained. */
    default void detachLoop() {}

    /** The node is in this loop now; it is still drained. */
    default void attachLoop(EventLoop loop) {}

    /** What the node needs from a child, and lets others do with it, given what its own users need and let others do. */
    default GrantedPermissions childPermissions(NodeEdge child, GrantedPermissions fromParents) {
        return DefaultPermissions.of(child, fromParents);
    }

    /**
     * What the node's users together need, and let others do, is about to change: makes sure that it can be, for whoever
     * else has what the node stands for (QEMU: bdrv_check_perm). Main loop; must not wait.
     *
     * @return how that ends
     * @throws BlockException if it cannot be; nothing has changed then
     */
    default PreparedStep checkPermissions(GrantedPermissions total) throws BlockException {
        return PreparedStep.NOTHING;
    }

    /** Those of the node's options that decide which data it has, as they were given (QEMU: strong_runtime_opts). */
    default JsonObject dataOptions() {
        return JsonObject.empty();
    }

    /**
     * The name of a file that alone stands for this node; asked of protocols and filters only.
     *
     * @param below that of the child that stands for the node
     */
    default Optional<String> plainFileName(Optional<String> below) {
        return Optional.empty();
    }

    /** Whether the node is called what the child is called that stands for it, be that a description; the node is in none. */
    default boolean isCalledLikeItsFile() {
        return false;
    }

    /** How much room the node's own data take on the disk, in bytes, if it can tell. */
    default Optional<Long> allocatedBytes() {
        return Optional.empty();
    }

    /** Whether a node without children can tell whether it was closed cleanly. */
    default boolean tellsState() {
        return false;
    }

    /**
     * Makes sure that a new bitmap can be kept in the image.
     *
     * @param deviceOrNodeName what messages call the node
     * @param bitmap the new bitmap's name
     * @param granularity how many bytes one of its bits stands for
     * @throws BlockException if not (QEMU: bdrv_can_store_new_dirty_bitmap)
     */
    default void checkCanStore(String deviceOrNodeName, String bitmap, long granularity) throws BlockException {
        throw new BlockException(
                Errno.ENOTSUP, "Can't store persistent bitmaps to " + deviceOrNodeName + ": " + Errno.ENOTSUP.text());
    }

    /** A named point in the course of a request of a parent, for drivers that inject faults (QEMU: blkdbg event). */
    default void debugEvent(String event) {}
}
