package org.jobdeck.block.internal.qcow2;

import java.nio.ByteBuffer;
import org.jobdeck.block.BlockException;

/** Writes the guest's data. Takes the range locks and the metadata lock itself. */
final class Writer {

    /** How much is placed at a time. */
    private static final int MOST = 4 << 20;

    private final ImageState image;
    private final Geometry geometry;
    private final CoroutineLock lock;
    private final RangeLocks ranges;
    private final Mapper mapper;
    private final ClusterPlacer placer;

    Writer(ImageState image, CoroutineLock lock, RangeLocks ranges, Mapper mapper, ClusterPlacer placer) {
        this.image = image;
        this.geometry = image.geometry();
        this.lock = lock;
        this.ranges = ranges;
        this.mapper = mapper;
        this.placer = placer;
    }

    /** Writes the buffer's remaining bytes. */
    void write(long offset, ByteBuffer from) throws BlockException {
        int end = from.limit();
        long at = offset;
        try {
            while (from.position() < end) {
                image.requireAlive();
                int bytes = Math.min(end - from.position(), MOST);
                at += piece(at, from.limit(from.position() + bytes));
                from.limit(end);
            }
        } finally {
            from.limit(end);
        }
    }

    /** Writes some bytes of the buffer, at least one, and says how many. */
    private int piece(long at, ByteBuffer from) throws BlockException {
        int bytes = from.remaining();
        int done = ranges.shared(at, at + bytes, () -> overwrite(at, from));
        if (done > 0) {
            return done;
        }
        long start = geometry.clusterStart(at);
        long end = geometry.clusterEnd(at + bytes);
        return ranges.alone(start, end, () -> placer.write(at, from));
    }

    private int overwrite(long at, ByteBuffer from) throws BlockException {
        Extent extent = lock.call(() -> mapper.own(at, from.remaining()));
        int bytes = (int) extent.bytes();
        if (bytes > 0) {
            int limit = from.limit();
            from.limit(from.position() + bytes);
            image.file().event("write_aio");
            image.data().write(extent.host(), from);
            from.limit(limit);
        }
        return bytes;
    }
}
