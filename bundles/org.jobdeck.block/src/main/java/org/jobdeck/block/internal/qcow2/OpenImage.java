package org.jobdeck.block.internal.qcow2;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.jobdeck.block.BackingFile;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BufferPool;
import org.jobdeck.block.ImageCheck;
import org.jobdeck.block.NodeBitmaps;
import org.jobdeck.block.Preallocation;
import org.jobdeck.loop.Errno;

/** All parts of one open image, put together. */
final class OpenImage {

    private static final Logger LOG = System.getLogger(OpenImage.class.getName());

    private static final int MOST_SLICE = 64 << 10;

    /** As much as is kept of one image's L2 tables and of its refcounts, in bytes. */
    private static final int MOST_L2_BYTES = 32 << 20;

    private static final int MOST_REFCOUNT_BYTES = 8 << 20;

    private final ImageState image;
    private final CoroutineLock lock = new CoroutineLock();
    private final RangeLocks ranges = new RangeLocks();
    private final OverlapCheck overlaps;
    private final L1Table l1;
    private final TableCache l2Cache;
    private final Refcounts refcounts;
    private final Metadata meta;
    private final Reader reader;
    private final Writer writer;
    private final ClusterPlacer placer;
    private final CompressedWriter compressedWriter;
    private final Clearer clearer;
    private final Zeroing zeroing;
    private final Resizer resizer;
    private final Snapshots snapshots;
    private final KeptBitmaps bitmaps;

    /** What an image needs of the graph it is in. */
    record Surroundings(
            Backing backing,
            Worker worker,
            BufferPool buffers,
            NodeBitmaps bitmaps,
            PassedDiscards discards,
            Set<MetadataKind> overlapChecks) {}

    /** Reads the tables that are in memory whole. */
    OpenImage(ImageState image, Surroundings around) throws BlockException {
        this.image = image;
        int clusterSize = image.geometry().clusterSize();
        int slice = Math.min(MOST_SLICE, clusterSize);
        l1 = new L1Table(image);
        RefcountTable refcountTable = new RefcountTable(image);
        overlaps = new OverlapCheck(image, l1, refcountTable, around.overlapChecks());
        image.overlaps(overlaps);
        l2Cache = new TableCache(
                image.again(MetadataKind.ACTIVE_L2), slice, MOST_L2_BYTES / slice, "l2_load", "l2_update");
        int blocks = Math.max(4, MOST_REFCOUNT_BYTES / clusterSize);
        TableCache blockCache = new TableCache(
                image.again(MetadataKind.REFCOUNT_BLOCK), clusterSize, blocks, "refblock_load", "refblock_update_part");
        refcounts = new Refcounts(image, refcountTable, blockCache);
        Allocator allocator = new Allocator(image, refcounts);
        L2Tables tables = new L2Tables(image, l1, l2Cache, allocator);
        Mapper mapper = new Mapper(image, tables);
        WriteOrder order = new WriteOrder(image, refcounts, l2Cache, l1);
        l2Cache.onFull(order::write);
        blockCache.onFull(order::write);
        meta = new Metadata(l1, tables, mapper, refcounts, allocator, order);
        reader = new Reader(image, lock, mapper, around.backing(), around.worker());
        placer = new ClusterPlacer(image, lock, meta, reader, around.buffers());
        writer = new Writer(image, lock, ranges, mapper, placer);
        compressedWriter = new CompressedWriter(image, lock, ranges, meta, writer, around.worker());
        clearer = new Clearer(image, lock, ranges, meta, around.backing(), around.discards());
        zeroing = new Zeroing(image, clearer, reader, writer, around.backing(), around.buffers());
        Preallocator preallocator = new Preallocator(image, lock, meta, placer, zeroing);
        resizer = new Resizer(image, lock, meta, clearer, zeroing, preallocator, around.backing(), reader);
        SharedTables shared = new SharedTables(image, meta, l2Cache, around.discards());
        snapshots = new Snapshots(image, lock, ranges, meta, shared, resizer);
        bitmaps = new KeptBitmaps(image, new Bitmaps(image, lock, meta), around.bitmaps());
        load();
    }

    private void load() throws BlockException {
        l1.load();
        l2Cache.clear();
        if (image.isWritable()) {
            refcounts.load();
        }
    }

    /** Whether refcounts may be written late, whatever the image says (QEMU: the option lazy-refcounts). */
    void lazyRefcounts(boolean lazy) {
        meta.order().lazy(lazy);
    }

    /** Reads what is only told of, and the bitmaps; nobody who does not know of the bitmaps has written them since. */
    void loadRest() throws BlockException {
        lock.run(() -> image.snapshots(SnapshotTable.read(image)));
        bitmaps.load();
        if (image.isWritable()) {
            lock.run(this::clearUnknownFeatures);
        }
    }

    /** Whatever other programs keep in the image would have to know of each change. */
    private void clearUnknownFeatures() throws BlockException {
        ImageHead head = image.head();
        Features features = head.header().features().withoutUnknownAutoclear();
        if (!features.equals(head.header().features())) {
            image.writeHead(head.with(head.header().withFeatures(features)));
        }
    }

    private void beforeChange() throws BlockException {
        image.requireAlive();
        lock.run(bitmaps::beforeChange);
    }

    /** Which parts of the image are not to be overwritten (QEMU: the option overlap-check). */
    void overlapChecks(Set<MetadataKind> kinds) {
        overlaps.kinds(kinds);
    }

    /** What was changed in memory is on the disk from now on, and refcounts are right (QEMU: qcow2_mark_clean). */
    void clean() throws BlockException {
        lock.run(meta.order()::finish);
    }

    /** Leaves a clean image behind, in which nothing is to be changed from now on (QEMU: qcow2_reopen_bitmaps_ro). */
    void becomeReadOnly() throws BlockException {
        bitmaps.storeAll();
        bitmaps.readOnly(true);
        clean();
    }

    /** It can be changed again (QEMU: qcow2_reopen_bitmaps_rw). */
    void becomeWritable() throws BlockException {
        lock.run(refcounts::load);
        lock.run(this::clearUnknownFeatures);
        lock.run(bitmaps::beforeChange);
        bitmaps.readOnly(false);
    }

    Reader reader() {
        return reader;
    }

    void write(long offset, ByteBuffer from) throws BlockException {
        beforeChange();
        writer.write(offset, from);
    }

    void writeCompressed(long offset, ByteBuffer from) throws BlockException {
        beforeChange();
        compressedWriter.write(offset, from);
    }

    void zero(long offset, long bytes, boolean mayUnmap) throws BlockException {
        beforeChange();
        zeroing.zero(offset, bytes, mayUnmap);
    }

    void discard(long offset, long bytes) throws BlockException {
        beforeChange();
        zeroing.discard(offset, bytes);
    }

    void resize(long size, Preallocation mode) throws BlockException {
        beforeChange();
        bitmaps.checkResize();
        resizer.resize(size, mode);
    }

    void makeEmpty() throws BlockException {
        beforeChange();
        resizer.makeEmpty();
    }

    /** The header, the refcount table and the first refcount block are in use. */
    void countBeginning() throws BlockException {
        lock.run(() -> refcounts.raise(0, 3));
    }

    /** Writes into the header which file is below (QEMU: qcow2_change_backing_file). */
    void changeBackingFile(Optional<BackingFile> backing) throws BlockException {
        image.requireAlive();
        Optional<String> name = backing.map(BackingFile::name).filter(text -> !text.isEmpty());
        if (name.isPresent()
                && (name.get().getBytes(StandardCharsets.UTF_8).length > Limits.MAX_BACKING_NAME
                        || image.isDataFileRaw())) {
            throw new BlockException(Errno.EINVAL);
        }
        Optional<String> format = backing.flatMap(BackingFile::format);
        lock.run(() -> {
            ImageHead head = image.head();
            image.writeHead(head.with(head.extensions().withBacking(name, format)));
        });
    }

    KeptBitmaps bitmaps() {
        return bitmaps;
    }

    Snapshots snapshots() {
        return snapshots;
    }

    /** Looks for what is wrong, and repairs what is to be. */
    ImageCheck check(ImageCheck.Repair repair) throws BlockException {
        image.requireAlive();
        return ranges.all(() -> lock.call(() -> checkQuiet(repair)));
    }

    private ImageCheck checkQuiet(ImageCheck.Repair repair) throws BlockException {
        if (repair.leaks() && !image.isWritable()) {
            throw new BlockException(Errno.EACCES, "Image is read-only");
        }
        if (image.isWritable()) {
            meta.order().writeAndFlush();
        }
        refcounts.load();
        ImageCheck found = new Checker(image, refcounts, repair).check();
        load();
        if (repair.errors() && found.corruptions() == 0 && found.checkErrors() == 0) {
            meta.order().writeAndFlush();
            image.writeFeatures(
                    image.header().features().with(Feature.DIRTY, false).with(Feature.CORRUPT, false));
            image.file().flush();
        }
        return found;
    }

    /** Hands what was changed in memory to the file, which the caller then flushes. */
    void flush() throws BlockException {
        image.requireAlive();
        lock.run(() -> meta.order().write());
    }

    /** Leaves a clean image behind. */
    void close() throws BlockException {
        if (image.isWritable() && !image.isDead()) {
            storeBitmaps();
            meta.order().finish();
        }
    }

    private void storeBitmaps() {
        try {
            bitmaps.storeAll();
        } catch (BlockException e) {
            LOG.log(Level.WARNING, () -> "Lost persistent bitmaps: " + e.getMessage());
        }
    }
}
