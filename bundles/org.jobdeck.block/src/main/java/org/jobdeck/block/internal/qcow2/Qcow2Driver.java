package org.jobdeck.block.internal.qcow2;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jobdeck.block.BackingFile;
import org.jobdeck.block.BlockDriver;
import org.jobdeck.block.BlockEvent;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.BlockStatus;
import org.jobdeck.block.DriverOpening;
import org.jobdeck.block.EdgeRole;
import org.jobdeck.block.ImageCheck;
import org.jobdeck.block.ImageInfo;
import org.jobdeck.block.InternalSnapshot;
import org.jobdeck.block.NodeEdge;
import org.jobdeck.block.NodeOptions;
import org.jobdeck.block.NodeSettings;
import org.jobdeck.block.Preallocation;
import org.jobdeck.block.PreparedStep;
import org.jobdeck.block.StoredBitmap;
import org.jobdeck.loop.Errno;

/** An image in the format qcow2 (QEMU: qcow2). */
public final class Qcow2Driver implements BlockDriver {

    private static final Logger LOG = System.getLogger(Qcow2Driver.class.getName());

    private Qcow2Options options;
    private PassedDiscards discards;
    private DriverOpening opening;
    private NodeEdge data;
    private OpenImage image;
    private ImageState state;

    /** A driver with the options of its node. */
    public Qcow2Driver(NodeOptions options) throws BlockException {
        this.options = Qcow2Options.of(options);
    }

    @Override
    public String name() {
        return "qcow2";
    }

    @Override
    public boolean supportsBacking() {
        return true;
    }

    @Override
    public void open(DriverOpening newOpening) throws BlockException {
        opening = newOpening;
        NodeEdge file = opening.openRequiredChild("file", EdgeRole.IMAGE);
        opening.fileName(file.node().fileName());
        boolean writable = !opening.node().isReadOnly();
        ImageHead head = readHead(file);
        options.check(head.header());
        checkWritable(head.header(), writable);
        state = new ImageState(new EdgeStorage(file), head, writable, this::corrupted);
        data = openDataFile(file);
        state.data(new EdgeStorage(data));
        discards = new PassedDiscards(options.passRequests(opening.node().settings()), options.passSnapshots());
        image = new OpenImage(
                state,
                new OpenImage.Surroundings(
                        new BackingNode(opening.node()),
                        opening::blocking,
                        opening.graph().buffers(),
                        opening.node().bitmaps(),
                        discards,
                        options.overlapChecks()));
        if (writable) {
            repairIfDirty();
        }
        image.lazyRefcounts(options.isLazy(head.header()));
        if (!options.forCheck()) {
            opening.lengthIsKnown();
            inCoroutine("read bitmaps", image::loadRest);
        }
    }

    /** Refcounts that were to be written late, and were not, are counted anew. */
    private void repairIfDirty() throws BlockException {
        if (!state.header().has(Feature.DIRTY) || options.forCheck()) {
            return;
        }
        ImageCheck found = opening.inCoroutine("repair", () -> image.check(ImageCheck.Repair.ALL));
        if (found.corruptions() > 0 || found.checkErrors() > 0) {
            throw new BlockException(Errno.EIO, "Could not repair dirty image: " + Errno.EIO.text());
        }
    }

    @Override
    public boolean canReopen() {
        return true;
    }

    @Override
    public Set<String> mutableOptions() {
        return Qcow2Options.NAMES;
    }

    @Override
    public PreparedStep prepareReopen(BlockNode node, NodeOptions newOptions, NodeSettings settings)
            throws BlockException {
        Qcow2Options next = Qcow2Options.of(newOptions);
        next.check(state.header());
        boolean closes = state.isWritable() && settings.readOnly();
        if (closes) {
            inCoroutine("reopen", image::becomeReadOnly);
        } else if (state.isWritable() && !next.isLazy(state.header())) {
            inCoroutine("reopen", image::clean);
        }
        boolean opens = !state.isWritable() && !settings.readOnly();
        return new PreparedStep() {
            @Override
            public void commit() {
                options = next;
                discards.set(next.passRequests(settings), next.passSnapshots());
                state.writable(!settings.readOnly());
                image.lazyRefcounts(next.isLazy(state.header()));
                image.overlapChecks(next.overlapChecks());
            }

            @Override
            public void committed() {
                if (opens) {
                    becomeWritable();
                }
            }

            @Override
            public void abort() {
                if (closes) {
                    becomeWritable();
                }
            }
        };
    }

    private void corrupted(String text, Optional<Long> offset, Optional<Long> bytes, boolean fatal) {
        BlockNode node = opening.node();
        opening.graph().tell(new BlockEvent.ImageCorrupted(node.deviceName(), node.name(), text, offset, bytes, fatal));
    }

    /** If that fails the bitmaps cannot be changed, and so nothing can be written. */
    private void becomeWritable() {
        try {
            inCoroutine("reopen", image::becomeWritable);
            repairIfDirty();
        } catch (BlockException e) {
            LOG.log(
                    Level.WARNING,
                    () -> "the image '" + opening.node().fileName() + "' cannot be written again: " + e.getMessage());
        }
    }

    private void inCoroutine(String what, CoroutineLock.Action action) throws BlockException {
        opening.inCoroutine(what, () -> {
            action.run();
            return null;
        });
    }

    private void checkWritable(Header header, boolean writable) throws BlockException {
        if (writable && header.has(Feature.CORRUPT) && !options.forCheck()) {
            throw new BlockException(Errno.EACCES, "qcow2: Image is corrupt; cannot be opened read/write");
        }
    }

    @Override
    public void close() {
        try {
            inCoroutine("close", image::close);
        } catch (BlockException e) {
            LOG.log(
                    Level.WARNING,
                    () -> "closing the image '" + opening.node().fileName() + "' failed: " + e.getMessage());
        }
    }

    private static ImageHead readHead(NodeEdge file) throws BlockException {
        ByteBuffer beginning = ByteBuffer.allocate(HeaderReader.BEGINNING);
        file.pread(0, beginning);
        ByteBuffer cluster = ByteBuffer.allocate(HeaderReader.clusterSize(beginning));
        file.pread(0, cluster);
        return HeaderReader.read(cluster.clear());
    }

    private NodeEdge openDataFile(NodeEdge file) throws BlockException {
        Optional<NodeEdge> given = opening.openChild("data-file", Set.of(EdgeRole.DATA));
        if (!state.header().has(Feature.DATA_FILE)) {
            if (given.isPresent()) {
                throw new BlockException(
                        Errno.EINVAL, "'data-file' can only be set for images with an external data file");
            }
            return file;
        }
        if (given.isPresent()) {
            return given.get();
        }
        if (opening.isDeclined("data-file")) {
            // only what the image says of itself is wanted
            return file;
        }
        String name = state.head()
                .extensions()
                .dataFile()
                .orElseThrow(() -> new BlockException(Errno.EINVAL, "'data-file' is required for this image"));
        return opening.openNamedChild("data-file", Set.of(EdgeRole.DATA), name);
    }

    @Override
    public long length() {
        // asked for once before the image is open, if that fails
        return state == null ? 0 : state.header().size();
    }

    @Override
    public Optional<BackingFile> backingFile() {
        return state.head()
                .extensions()
                .backingName()
                .map(name -> new BackingFile(name, state.head().extensions().backingFormat()));
    }

    @Override
    public void changeBackingFile(Optional<BackingFile> backing) throws BlockException {
        image.changeBackingFile(backing);
    }

    @Override
    public ImageCheck check(ImageCheck.Repair repair) throws BlockException {
        return image.check(repair);
    }

    @Override
    public void makeEmpty() throws BlockException {
        image.makeEmpty();
    }

    @Override
    public List<StoredBitmap> storedBitmaps() throws BlockException {
        return image.bitmaps().list();
    }

    @Override
    public void storeBitmaps(List<StoredBitmap> bitmaps) throws BlockException {
        image.bitmaps().store(bitmaps);
    }

    @Override
    public void removeStoredBitmap(String bitmap) throws BlockException {
        image.bitmaps().remove(bitmap);
    }

    @Override
    public void checkCanStore(String deviceOrNodeName, String bitmap, long granularity) throws BlockException {
        image.bitmaps().checkCanStore(deviceOrNodeName, bitmap, granularity);
    }

    @Override
    public List<InternalSnapshot> snapshots() throws BlockException {
        return image.snapshots().list();
    }

    @Override
    public void createSnapshot(InternalSnapshot snapshot) throws BlockException {
        image.snapshots().create(snapshot);
    }

    @Override
    public void applySnapshot(String idOrName) throws BlockException {
        image.snapshots().apply(idOrName);
    }

    @Override
    public void deleteSnapshot(String idOrName) throws BlockException {
        image.snapshots().delete(idOrName);
    }

    /** A new image: its first clusters are in use (QEMU: qcow2_alloc_clusters of three clusters in qcow2_co_create). */
    void countBeginning() throws BlockException {
        opening.request("create", () -> {
            image.countBeginning();
            return null;
        });
    }

    @Override
    public Optional<ImageInfo> imageInfo() {
        Header header = state.header();
        return Optional.of(new ImageInfo(
                header.clusterSize(),
                header.version(),
                header.compression().name().toLowerCase(java.util.Locale.ROOT),
                1 << header.refcountOrder(),
                header.has(Feature.LAZY_REFCOUNTS),
                header.has(Feature.DIRTY),
                header.has(Feature.CORRUPT),
                header.has(Feature.EXTENDED_L2),
                state.head().extensions().dataFile(),
                header.has(Feature.DATA_FILE_RAW),
                state.snapshots(),
                state.bitmaps()));
    }

    @Override
    public void pread(long offset, ByteBuffer into) throws BlockException {
        image.reader().read(offset, into);
    }

    @Override
    public void pwrite(long offset, ByteBuffer from) throws BlockException {
        image.write(offset, from);
    }

    @Override
    public boolean canCompress() {
        return true;
    }

    @Override
    public void pwriteCompressed(long offset, ByteBuffer from) throws BlockException {
        image.writeCompressed(offset, from);
    }

    @Override
    public void writeZeroes(long offset, long bytes, boolean mayUnmap) throws BlockException {
        image.zero(offset, bytes, mayUnmap);
    }

    @Override
    public void discard(long offset, long bytes) throws BlockException {
        image.discard(offset, bytes);
    }

    @Override
    public void truncate(long length, Preallocation preallocation) throws BlockException {
        image.resize(length, preallocation);
    }

    @Override
    public void flush() throws BlockException {
        image.flush();
    }

    @Override
    public Optional<BlockStatus> blockStatus(boolean wantZero, long offset, long bytes) throws BlockException {
        Extent extent = image.reader().at(offset, bytes);
        long length = extent.bytes();
        return Optional.of(
                switch (extent.type()) {
                    case DATA -> BlockStatus.dataAt(length, data.node(), extent.host());
                    case COMPRESSED -> BlockStatus.compressed(length);
                    case ZERO -> BlockStatus.zero(length);
                    case ZERO_PLACED -> BlockStatus.zeroAt(length, data.node(), extent.host());
                    case UNALLOCATED -> BlockStatus.unallocated(length);
                    case UNALLOCATED_PLACED -> BlockStatus.unallocatedAt(length, data.node(), extent.host());
                    case INVALID -> throw new IllegalStateException("the mapper lets none of these through");
                });
    }
}
