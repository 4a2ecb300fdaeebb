package org.jobdeck.block.internal.qcow2;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BufferPool;

/**
 * Writes where the tables have to change: it gives clusters a place, or one of their own, writes the data with what has to
 * be there around them, and then lets the tables lead there (QEMU: handle_alloc, perform_cow, qcow2_alloc_cluster_link_l2).
 * The caller has the clusters for itself; takes the metadata lock itself.
 */
final class ClusterPlacer {

    private static final Logger LOG = System.getLogger(ClusterPlacer.class.getName());

    private final ImageState image;
    private final Geometry geometry;
    private final CoroutineLock lock;
    private final Metadata meta;
    private final Reader reader;
    private final BufferPool buffers;

    ClusterPlacer(ImageState image, CoroutineLock lock, Metadata meta, Reader reader, BufferPool buffers) {
        this.image = image;
        this.geometry = image.geometry();
        this.lock = lock;
        this.meta = meta;
        this.reader = reader;
        this.buffers = buffers;
    }

    /**
     * A run of clusters and where it goes.
     *
     * @param guest where it begins on the disk, at a cluster
     * @param clusters how many there are
     * @param host where it begins in the storage
     * @param fresh whether the place was taken for it just now
     */
    private record Run(long guest, int clusters, long host, boolean fresh) {}

    /**
     * What is written of a run, in bytes of the guest's disk.
     *
     * @param copyStart where that begins which is there already and has to be copied
     * @param start where the new data begin
     * @param end where they end
     * @param copyEnd where the second part ends that has to be copied
     */
    private record Span(long copyStart, long start, long end, long copyEnd) {
        boolean copies() {
            return copyStart < start || copyEnd > end;
        }

        int bytes() {
            return (int) (copyEnd - copyStart);
        }
    }

    private record Plan(Run run, Span span) {}

    /** Writes some of the buffer's bytes, at least one, and says how many. */
    int write(long at, ByteBuffer from) throws BlockException {
        Plan plan = lock.call(() -> plan(at, from.remaining()));
        Span span = plan.span();
        int bytes = (int) (span.end() - at);
        int limit = from.limit();
        boolean linked = false;
        try {
            from.limit(from.position() + bytes);
            writeData(plan, from);
            lock.run(() -> link(plan));
            linked = true;
        } finally {
            from.limit(limit);
            if (!linked) {
                giveBack(plan.run());
            }
        }
        return bytes;
    }

    /**
     * Gives all clusters of a range their place without writing there (QEMU: preallocate_co).
     *
     * @return where the range that was placed ends, on the disk and in the storage
     */
    long[] preallocate(long at, long bytes) throws BlockException {
        Run run = lock.call(() -> run(at, bytes));
        long end = Math.min(at + bytes, run.guest() + ((long) run.clusters() << geometry.clusterBits()));
        long inside = Math.min(image.data().length() - run.host(), (long) run.clusters() << geometry.clusterBits());
        boolean linked = false;
        try {
            if (inside > 0) {
                // what was there once must not show
                image.data().writeZeroes(run.host(), inside, true);
            }
            lock.run(() -> linkAll(run));
            linked = true;
        } finally {
            if (!linked) {
                giveBack(run);
            }
        }
        return new long[] {end, run.host() + end - run.guest()};
    }

    /** Gives clusters of one slice a place that was taken for them. */
    void placeAt(long guest, int clusters, long host) throws BlockException {
        lock.run(() -> linkAll(new Run(guest, clusters, host, true)));
    }

    private Plan plan(long at, long bytes) throws BlockException {
        Run run = run(at, bytes);
        try {
            long end = Math.min(at + bytes, run.guest() + ((long) run.clusters() << geometry.clusterBits()));
            return new Plan(run, span(run, at, end));
        } catch (BlockException e) {
            giveBackNow(run);
            throw e;
        }
    }

    private Run run(long at, long bytes) throws BlockException {
        meta.order().beforeChange();
        L2Tables tables = meta.tables();
        Table slice = tables.writableSlice(at);
        long table = tables.tableOffset(at);
        L2Entry first = tables.entry(slice, at);
        meta.mapper().refuseWrong(first, table, at);
        boolean keeps = isKept(first);
        long guest = geometry.clusterStart(at);
        long end = Math.min(geometry.clusterEnd(at + bytes), tables.sliceEnd(at));
        int count = 1;
        for (long next = guest + geometry.clusterSize(); next < end; next += geometry.clusterSize()) {
            L2Entry entry = tables.entry(slice, next);
            boolean sameKind = isKept(entry) == keeps
                    && (!keeps || entry.host() == first.host() + ((long) count << geometry.clusterBits()));
            if (!sameKind) {
                break;
            }
            count++;
        }
        if (keeps) {
            return new Run(guest, count, first.host(), false);
        }
        if (image.hasDataFile()) {
            return new Run(guest, count, guest, false);
        }
        return new Run(guest, count, meta.allocator().clusters(count, "data cluster"), true);
    }

    /** Whether the place of a cluster is its own, so that it stays there. */
    private boolean isKept(L2Entry entry) {
        return entry.isPlaced(image.hasDataFile()) && entry.isCopied();
    }

    private Span span(Run run, long start, long end) throws BlockException {
        L2Entry first = entryAt(start);
        L2Entry last = entryAt(end - 1);
        return new Span(
                geometry.clusterStart(start) + copyStart(run, first, geometry.inCluster(start)),
                start,
                end,
                geometry.clusterStart(end - 1) + copyEnd(run, last, geometry.inCluster(end - 1) + 1));
    }

    private L2Entry entryAt(long guest) throws BlockException {
        L2Tables tables = meta.tables();
        return tables.entry(tables.slice(tables.tableOffset(guest), guest), guest);
    }

    private int copyStart(Run run, L2Entry old, int start) {
        int unit = geometry.unitSize();
        if (isWhole(old)) {
            return 0;
        }
        int mine = start / unit;
        boolean data = old.type(mine, geometry, image.hasDataFile()) == UnitType.DATA;
        if (geometry.extended() && run.fresh()) {
            return Math.min(mine, Long.numberOfTrailingZeros(old.allocated() | 1L << Limits.SUBCLUSTERS)) * unit;
        }
        return data ? start : mine * unit;
    }

    private int copyEnd(Run run, L2Entry old, int end) {
        int unit = geometry.unitSize();
        if (isWhole(old)) {
            return geometry.clusterSize();
        }
        int mine = (end - 1) / unit;
        boolean data = old.type(mine, geometry, image.hasDataFile()) == UnitType.DATA;
        if (geometry.extended() && run.fresh()) {
            return Math.max(mine + 1, Long.SIZE - Long.numberOfLeadingZeros(old.allocated())) * unit;
        }
        return data ? end : (mine + 1) * unit;
    }

    /** Whether all of an old cluster has to be copied, or made to be zeroes, when a part of it is written. */
    private boolean isWhole(L2Entry old) {
        return !geometry.extended() || old.isCompressed();
    }

    private void writeData(Plan plan, ByteBuffer from) throws BlockException {
        Span span = plan.span();
        long host = plan.run().host() + span.copyStart() - plan.run().guest();
        image.file().event("write_aio");
        if (!span.copies()) {
            image.data().write(host, from);
        } else if (span.bytes() <= BufferPool.MOST_BYTES) {
            writeTogether(span, host, from);
        } else {
            copy(span.copyStart(), span.start(), host);
            copy(span.end(), span.copyEnd(), host + span.end() - span.copyStart());
            image.data().write(host + span.start() - span.copyStart(), from);
        }
    }

    private void writeTogether(Span span, long host, ByteBuffer from) throws BlockException {
        ByteBuffer whole = buffers.take(span.bytes());
        try {
            int before = (int) (span.start() - span.copyStart());
            int bytes = from.remaining();
            readOld(span.copyStart(), whole.limit(before));
            whole.limit(before + bytes).position(before);
            whole.put(from);
            readOld(span.end(), whole.limit(span.bytes()));
            image.file().event("cow_write");
            image.data().write(host, whole.flip());
        } finally {
            buffers.giveBack(whole);
        }
    }

    private void readOld(long offset, ByteBuffer into) throws BlockException {
        if (into.hasRemaining()) {
            image.file().event("cow_read");
            reader.read(offset, into);
        }
    }

    private void copy(long from, long to, long host) throws BlockException {
        ByteBuffer buffer = buffers.take((int) Math.min(to - from, BufferPool.MOST_BYTES));
        try {
            for (long at = from; at < to; at += buffer.limit()) {
                buffer.clear().limit((int) Math.min(to - at, BufferPool.MOST_BYTES));
                readOld(at, buffer);
                image.file().event("cow_write");
                image.data().write(host + at - from, buffer.flip());
            }
        } finally {
            buffers.giveBack(buffer);
        }
    }

    private void link(Plan plan) throws BlockException {
        Span span = plan.span();
        if (span.copies()) {
            meta.order().dataFirst();
        }
        linkRange(plan.run(), span.copyStart(), span.copyEnd(), true);
    }

    private void linkAll(Run run) throws BlockException {
        linkRange(run, run.guest(), run.guest() + ((long) run.clusters() << geometry.clusterBits()), false);
    }

    /** Without data, subclusters stay what they are; they have their place, that is all. */
    private void linkRange(Run run, long start, long end, boolean withData) throws BlockException {
        L2Tables tables = meta.tables();
        image.file().event("l2_update");
        Table slice = tables.writableSlice(run.guest());
        L2Entry[] old = new L2Entry[run.clusters()];
        for (int i = 0; i < run.clusters(); i++) {
            long guest = run.guest() + ((long) i << geometry.clusterBits());
            old[i] = tables.entry(slice, guest);
            int from = (int) Math.max(0, start - guest);
            int to = (int) Math.min(geometry.clusterSize(), end - guest);
            long bitmap = geometry.extended() && withData
                    ? L2Entry.allocated(old[i].bitmap(), from / geometry.unitSize(), unitsTo(from, to))
                    : old[i].bitmap();
            tables.set(slice, guest, L2Entry.placed(run.host() + guest - run.guest(), bitmap));
        }
        for (L2Entry entry : old) {
            // in an external data file the place stays, and what is its own stays, too
            if (run.fresh()) {
                meta.allocator().free(entry, false);
            }
        }
    }

    private int unitsTo(int from, int to) {
        return Math.ceilDiv(to, geometry.unitSize()) - from / geometry.unitSize();
    }

    private void giveBack(Run run) throws BlockException {
        lock.run(() -> giveBackNow(run));
    }

    /** What cannot be given back is lost until the image is checked, which is not worth a second error. */
    private void giveBackNow(Run run) {
        if (run.fresh()) {
            try {
                meta.allocator().giveBack(run.host(), run.clusters());
            } catch (BlockException e) {
                LOG.log(Level.DEBUG, () -> "clusters at " + run.host() + " are lost: " + e.getMessage());
            }
        }
    }
}
