package org.jobdeck.block.internal.qcow2;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import org.jobdeck.block.BackingFile;
import org.jobdeck.block.BlockDriver;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockStatus;
import org.jobdeck.block.DriverOpening;
import org.jobdeck.block.EdgeRole;
import org.jobdeck.block.ImageInfo;
import org.jobdeck.block.NodeEdge;
import org.jobdeck.block.NodeOptions;
import org.jobdeck.loop.Errno;

/** An image in the format qcow2, for reading (QEMU: qcow2). */
public final class Qcow2Driver implements BlockDriver {

    private static final int MOST_SLICE = 64 << 10;

    private DriverOpening opening;
    private NodeEdge data;
    private ImageHead head;
    private Reader reader;

    /** A driver that has no options of its own. */
    public Qcow2Driver(NodeOptions options) throws BlockException {
        // how large QEMU's caches are is of no consequence here
        options.size("l2-cache-size");
        options.size("refcount-cache-size");
        options.size("cache-size");
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
        requireReadOnly();
        NodeEdge file = opening.openRequiredChild("file", EdgeRole.IMAGE);
        opening.fileName(file.node().fileName());
        head = readHead(file);
        data = openDataFile(file);
        Storage tables = new EdgeStorage(file);
        ImageState image = new ImageState(tables, new EdgeStorage(data), head.header());
        L1Table l1 = L1Table.read(tables, head.header().l1());
        TableCache cache =
                new TableCache(tables, Math.min(MOST_SLICE, head.header().clusterSize()));
        Mapper mapper = new Mapper(image, new L2Tables(image, l1, cache));
        reader = new Reader(image, new CoroutineLock(), mapper, this::readBacking, opening::blocking);
    }

    private void requireReadOnly() throws BlockException {
        if (opening.node().isReadOnly()) {
            return;
        }
        if (!opening.node().settings().autoReadOnly()) {
            throw new BlockException(
                    Errno.EACCES,
                    "The node '" + opening.node().name()
                            + "' was to be writable, but images in the format qcow2 can only be read here: set"
                            + " 'read-only' for it");
        }
        opening.becomeReadOnly();
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
        if (!head.header().has(Feature.DATA_FILE)) {
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
        String name = head.extensions()
                .dataFile()
                .orElseThrow(() -> new BlockException(Errno.EINVAL, "'data-file' is required for this image"));
        return opening.openNamedChild("data-file", Set.of(EdgeRole.DATA), name);
    }

    private void readBacking(long offset, ByteBuffer into) throws BlockException {
        Optional<NodeEdge> backing = opening.node().cowChild();
        if (backing.isPresent()) {
            backing.get().pread(offset, into);
        } else {
            into.put(ByteBuffer.allocate(into.remaining()));
        }
    }

    @Override
    public long length() {
        return head.header().size();
    }

    @Override
    public Optional<BackingFile> backingFile() {
        return head.extensions()
                .backingName()
                .map(name -> new BackingFile(name, head.extensions().backingFormat()));
    }

    @Override
    public Optional<ImageInfo> imageInfo() {
        Header header = head.header();
        return Optional.of(new ImageInfo(
                header.clusterSize(),
                header.version(),
                header.compression().name().toLowerCase(java.util.Locale.ROOT),
                1 << header.refcountOrder(),
                header.has(Feature.LAZY_REFCOUNTS),
                header.has(Feature.DIRTY),
                header.has(Feature.CORRUPT),
                header.has(Feature.EXTENDED_L2),
                head.extensions().dataFile(),
                header.has(Feature.DATA_FILE_RAW),
                header.snapshots().entries()));
    }

    @Override
    public void pread(long offset, ByteBuffer into) throws BlockException {
        reader.read(offset, into);
    }

    @Override
    public void pwrite(long offset, ByteBuffer from) throws BlockException {
        throw new BlockException(Errno.EPERM);
    }

    @Override
    public Optional<BlockStatus> blockStatus(boolean wantZero, long offset, long bytes) throws BlockException {
        Extent extent = reader.at(offset, bytes);
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
