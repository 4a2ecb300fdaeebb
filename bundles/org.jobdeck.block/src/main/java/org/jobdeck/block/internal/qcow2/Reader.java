package org.jobdeck.block.internal.qcow2;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.jobdeck.block.BlockException;

/** Reads the guest's data. Takes the metadata lock itself. */
final class Reader {

    private final ImageState image;
    private final CoroutineLock lock;
    private final Mapper mapper;
    private final Backing backing;
    private final Worker worker;

    Reader(ImageState image, CoroutineLock lock, Mapper mapper, Backing backing, Worker worker) {
        this.image = image;
        this.lock = lock;
        this.mapper = mapper;
        this.backing = backing;
        this.worker = worker;
    }

    /** Fills the buffer's remaining bytes. */
    void read(long offset, ByteBuffer into) throws BlockException {
        image.requireAlive();
        long at = offset;
        int end = into.limit();
        try {
            while (into.position() < end) {
                Extent extent = at(at, end - into.position());
                into.limit(into.position() + (int) extent.bytes());
                read(extent, at, into);
                at += extent.bytes();
                into.limit(end);
            }
        } finally {
            into.limit(end);
        }
    }

    /** What there is at an offset. */
    Extent at(long offset, long bytes) throws BlockException {
        return lock.call(() -> mapper.at(offset, bytes));
    }

    /** Whether a range is known to read as zeroes; may read tables, but no data. */
    boolean isZero(long offset, long bytes) throws BlockException {
        for (long at = offset; at < offset + bytes; ) {
            Extent extent = at(at, offset + bytes - at);
            boolean zero = switch (extent.type()) {
                case ZERO, ZERO_PLACED -> true;
                case UNALLOCATED, UNALLOCATED_PLACED -> backing.isZero(at, extent.bytes());
                case DATA, COMPRESSED, INVALID -> false;
            };
            if (!zero) {
                return false;
            }
            at += extent.bytes();
        }
        return true;
    }

    private void read(Extent extent, long offset, ByteBuffer into) throws BlockException {
        switch (extent.type()) {
            case DATA -> {
                image.file().event("read_aio");
                image.data().read(extent.host(), into);
            }
            case ZERO, ZERO_PLACED -> fillWithZeroes(into);
            case UNALLOCATED, UNALLOCATED_PLACED -> {
                image.file().event("read_backing_aio");
                backing.read(offset, into);
            }
            case COMPRESSED -> readCompressed(extent.entry(), offset, into);
            case INVALID -> throw new IllegalStateException("the mapper lets none of these through");
        }
    }

    static void fillWithZeroes(ByteBuffer into) {
        MemorySegment.ofBuffer(into).fill((byte) 0);
        into.position(into.limit());
    }

    private void readCompressed(L2Entry entry, long offset, ByteBuffer into) throws BlockException {
        Geometry geometry = image.geometry();
        CompressedPlace place = CompressedPlace.of(entry, geometry.clusterBits());
        byte[] compressed = new byte[place.bytes()];
        image.file().event("read_compressed");
        image.file().read(place.offset(), ByteBuffer.wrap(compressed));
        byte[] cluster = worker.call(() -> {
            byte[] whole = new byte[geometry.clusterSize()];
            ClusterCodec.of(image.header().compression()).decompress(compressed, whole);
            return whole;
        });
        into.put(cluster, geometry.inCluster(offset), into.remaining());
    }
}
