package org.jobdeck.block;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jobdeck.loop.Coroutine;

/** An image in memory that may have a backing file; each request lets others run in its midst. */
final class MemoryImage implements BlockDriver {

    static final int CLUSTER = 4096;
    static final int SIZE = 16 * CLUSTER;

    final byte[] data = new byte[SIZE];
    final BitSet allocated = new BitSet();
    int writes;
    private BlockNode node;

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public boolean supportsBacking() {
        return true;
    }

    @Override
    public void open(DriverOpening opening) {
        node = opening.node();
    }

    @Override
    public Optional<ImageInfo> imageInfo() {
        return Optional.of(new ImageInfo(
                CLUSTER, 3, "zlib", 16, false, false, false, false, Optional.empty(), false, List.of(), List.of()));
    }

    @Override
    public long length() {
        return SIZE;
    }

    private void letOthersRun() {
        Coroutine.sleep(Duration.ZERO);
    }

    @Override
    public void pread(long offset, ByteBuffer into) throws BlockException {
        letOthersRun();
        int at = (int) offset;
        while (into.hasRemaining()) {
            int run = Math.min(into.remaining(), CLUSTER - at % CLUSTER);
            if (allocated.get(at / CLUSTER)) {
                into.put(data, at, run);
            } else {
                ByteBuffer part = into.duplicate().limit(into.position() + run);
                Optional<NodeEdge> backing = node.cowChild();
                if (backing.isPresent()) {
                    backing.get().pread(at, part);
                }
                into.position(into.position() + run);
            }
            at += run;
        }
    }

    @Override
    public void pwrite(long offset, ByteBuffer from) throws BlockException {
        writes++;
        int at = (int) offset;
        while (from.hasRemaining()) {
            int run = Math.min(from.remaining(), CLUSTER - at % CLUSTER);
            int cluster = at / CLUSTER;
            if (!allocated.get(cluster) && run < CLUSTER && node.cowChild().isPresent()) {
                ByteBuffer old = ByteBuffer.allocate(CLUSTER);
                node.cowChild().get().pread((long) cluster * CLUSTER, old);
                if (!allocated.get(cluster)) {
                    old.flip().get(data, cluster * CLUSTER, CLUSTER);
                }
            }
            letOthersRun();
            from.get(data, at, run);
            allocated.set(cluster);
            at += run;
        }
    }

    @Override
    public Optional<BlockStatus> blockStatus(boolean wantZero, long offset, long bytes) {
        int cluster = (int) (offset / CLUSTER);
        boolean here = allocated.get(cluster);
        int end = here ? allocated.nextClearBit(cluster) : allocated.nextSetBit(cluster);
        long run = Math.min(bytes, (end < 0 ? SIZE : (long) end * CLUSTER) - offset);
        return Optional.of(here ? BlockStatus.data(run) : BlockStatus.unallocated(run));
    }
}
