package org.jobdeck.block.internal.qcow2;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jobdeck.block.BlockException;
import org.jobdeck.loop.Errno;

/** Writes whole clusters compressed (QEMU: qcow2_co_pwritev_compressed_part). Takes the locks itself. */
final class CompressedWriter {

    private final ImageState image;
    private final Geometry geometry;
    private final CoroutineLock lock;
    private final RangeLocks ranges;
    private final Metadata meta;
    private final Writer writer;
    private final Worker worker;

    CompressedWriter(
            ImageState image, CoroutineLock lock, RangeLocks ranges, Metadata meta, Writer writer, Worker worker) {
        this.image = image;
        this.geometry = image.geometry();
        this.lock = lock;
        this.ranges = ranges;
        this.meta = meta;
        this.writer = writer;
        this.worker = worker;
    }

    /** Writes the buffer's remaining bytes. */
    void write(long offset, ByteBuffer from) throws BlockException {
        image.requireAlive();
        if (image.hasDataFile()) {
            throw new BlockException(Errno.ENOTSUP);
        }
        long end = offset + from.remaining();
        boolean toTheEnd = end == image.header().size();
        if (geometry.inCluster(offset) != 0 || geometry.inCluster(end) != 0 && !toTheEnd) {
            throw new BlockException(Errno.EINVAL);
        }
        int limit = from.limit();
        for (long at = offset; at < end; at += geometry.clusterSize()) {
            from.limit(from.position() + (int) Math.min(end - at, geometry.clusterSize()));
            writeCluster(at, from);
            from.limit(limit);
        }
    }

    private void writeCluster(long at, ByteBuffer from) throws BlockException {
        byte[] cluster = new byte[geometry.clusterSize()];
        from.get(from.position(), cluster, 0, from.remaining());
        ClusterCodec codec = ClusterCodec.of(image.header().compression());
        Optional<byte[]> shorter = worker.call(() -> codec.compress(cluster));
        if (shorter.isEmpty()) {
            writer.write(at, from);
            return;
        }
        ranges.alone(at, at + geometry.clusterSize(), () -> {
            writeCompressed(at, shorter.get());
            return null;
        });
        from.position(from.limit());
    }

    private void writeCompressed(long at, byte[] data) throws BlockException {
        long host = lock.call(() -> place(at, data.length));
        boolean linked = false;
        try {
            image.file().event("write_compressed");
            image.data().write(host, ByteBuffer.wrap(data));
            lock.run(() -> link(at, CompressedPlace.entry(host, data.length, geometry.clusterBits())));
            linked = true;
        } finally {
            if (!linked) {
                lock.run(() ->
                        meta.allocator().free(CompressedPlace.entry(host, data.length, geometry.clusterBits()), false));
            }
        }
    }

    private long place(long at, int bytes) throws BlockException {
        meta.order().beforeChange();
        L2Entry old = meta.tables().entry(meta.tables().writableSlice(at), at);
        if (old.isPlaced(false) && old.isCopied()) {
            // as QEMU, which does not compress what has a place
            throw new BlockException(Errno.EIO);
        }
        long host = meta.allocator().bytes(bytes);
        if (host + bytes > CompressedPlace.end(geometry.clusterBits())) {
            throw new BlockException(Errno.EFBIG);
        }
        return host;
    }

    private void link(long at, L2Entry entry) throws BlockException {
        image.file().event("l2_update_compressed");
        Table slice = meta.tables().writableSlice(at);
        L2Entry old = meta.tables().entry(slice, at);
        meta.tables().set(slice, at, entry);
        meta.allocator().free(old, false);
    }
}
