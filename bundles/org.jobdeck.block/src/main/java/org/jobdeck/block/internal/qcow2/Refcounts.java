package org.jobdeck.block.internal.qcow2;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jobdeck.block.BlockException;
import org.jobdeck.loop.Errno;

/**
 * How often each cluster of the image file is used. Guarded by the metadata lock.
 *
 * <p>A refcount that rises does so at once, in memory. One that falls does so only when the tables that no longer use the
 * cluster are on the disk: until then it stays among those that {@linkplain #freeLater are freed later}, so that nobody
 * else can get it, whatever happens meanwhile.
 */
final class Refcounts {

    private final ImageState image;
    private final RefcountWidth width;
    private final TableCache blocks;
    private final RefcountTable table;
    private final RefcountArea area;
    private final int perBlock;
    private final int clusterBits;
    private final Deque<Freed> later = new ArrayDeque<>();
    private long freedClusters;

    /** Where the next search for a free cluster begins (QEMU: free_cluster_index). */
    private long next;

    private Runnable onRelease = () -> {};

    /** A run of clusters that is used once less; with its place in the storage, if that is to go. */
    private record Freed(long first, long count, boolean discard) {}

    Refcounts(ImageState image, RefcountTable table, TableCache blocks) {
        this.image = image;
        this.blocks = blocks;
        this.width = new RefcountWidth(image.header().refcountOrder());
        this.clusterBits = image.geometry().clusterBits();
        this.perBlock = image.geometry().clusterSize() * Byte.SIZE / width.bits();
        this.table = table;
        this.area = new RefcountArea(image, table, blocks, width, perBlock);
    }

    void load() throws BlockException {
        table.load();
        blocks.clear();
        next = 0;
    }

    /** Called when a cluster that somebody used is free. */
    void onRelease(Runnable action) {
        onRelease = action;
    }

    RefcountWidth width() {
        return width;
    }

    RefcountTable table() {
        return table;
    }

    /** How many clusters one block tells of. */
    int perBlock() {
        return perBlock;
    }

    long get(long cluster) throws BlockException {
        long offset = table.block(cluster / perBlock);
        return offset == 0 ? 0 : width.get(blocks.get(offset).bytes(), (int) (cluster % perBlock));
    }

    /** The first of {@code count} clusters side by side that nobody uses; they stay free. */
    private long find(long count) throws BlockException {
        long most = Limits.MAX_OFFSET >>> clusterBits;
        for (long run = 0; run < count; ) {
            if (next > most) {
                throw new BlockException(Errno.EFBIG);
            }
            run = get(next++) == 0 ? run + 1 : 0;
        }
        return next - count;
    }

    /**
     * Takes clusters side by side.
     *
     * @param what their use in messages
     * @return the first
     */
    long take(long count, String what) throws BlockException {
        long first = find(count);
        while (prepare(first, count)) {
            first = find(count);
        }
        requireNotHeader(first, what);
        change(first, count, 1);
        return first;
    }

    /** Takes clusters at a place, as many of them as nobody uses there (QEMU: qcow2_alloc_clusters_at). */
    long takeAt(long first, long count) throws BlockException {
        long free;
        do {
            free = 0;
            while (free < count && get(first + free) == 0) {
                free++;
            }
        } while (free > 0 && prepare(first, free));
        change(first, free, 1);
        return free;
    }

    /**
     * Makes sure that there are refcounts for clusters that are going to be used.
     *
     * @return whether clusters were taken for that: then those looked at before may no longer be free
     */
    private boolean prepare(long first, long count) throws BlockException {
        for (long index = first / perBlock; index <= (first + count - 1) / perBlock; index++) {
            if (table.block(index) == 0) {
                addBlock(index);
                if (index > first / perBlock) {
                    // as QEMU, which has counted, and released again, those with a block by then
                    next = Math.min(next, first);
                }
                return true;
            }
        }
        return false;
    }

    /** Gives a refcount block to clusters that have none; where that can be, the block is in one of them. */
    private void addBlock(long index) throws BlockException {
        image.file().event("refblock_alloc");
        long cluster = find(1);
        requireNotHeader(cluster, "refcount block");
        long its = cluster / perBlock;
        ByteBuffer content = ByteBuffer.allocate(image.geometry().clusterSize());
        if (its == index) {
            width.set(content, (int) (cluster % perBlock), 1);
        } else {
            if (table.block(its) == 0) {
                addBlock(its);
            }
            if (get(cluster) != 0) {
                // that block lies where this one was going to
                return;
            }
            change(cluster, 1, 1);
        }
        image.file().event("refblock_alloc_write");
        blocks.put(cluster << clusterBits, content);
        if (index < table.size()) {
            image.file().event("refblock_alloc_hookup");
            table.set(index, cluster << clusterBits);
            return;
        }
        image.file().event("reftable_grow");
        write();
        long start = Math.ceilDiv(Math.max(index * perBlock + 1, cluster), perBlock) * perBlock;
        area.reserve(start, 0, false, new RefcountArea.NewBlock(index, cluster << clusterBits), this::freeOldTable);
    }

    private void freeOldTable(TablePlace old) {
        freeLater(old.offset() >>> clusterBits, old.entries(), false);
    }

    /**
     * Takes clusters side by side behind the end of the file, where all refcounts for them, and for so many more, come
     * first.
     *
     * @param start the cluster where the file ends
     */
    long takeAtEnd(long start, long count, long more) throws BlockException {
        long first = area.reserve(start, count + more, true, RefcountArea.NewBlock.NONE, this::freeOldTable);
        change(first, count, 1);
        return first;
    }

    /** The last cluster that is used before the one given; -1 if there is none (QEMU: qcow2_get_last_cluster). */
    long lastUsed(long end) throws BlockException {
        long cluster = end - 1;
        while (cluster >= 0 && get(cluster) == 0) {
            cluster--;
        }
        return cluster;
    }

    /** A cluster that a damaged image calls free although it cannot be. */
    private void requireNotHeader(long cluster, String what) throws BlockException {
        if (cluster == 0) {
            throw image.corrupt(true, "Preventing invalid allocation of " + what + " at offset 0");
        }
    }

    /**
     * Changes the refcounts of clusters that have some.
     *
     * @param delta 1 or -1
     * @throws BlockException EINVAL if one cannot be that high, or is 0; then none has changed
     */
    void change(long first, long count, int delta) throws BlockException {
        long done = 0;
        try {
            for (; done < count; done++) {
                changeOne(first + done, delta);
            }
        } catch (BlockException e) {
            for (long i = done - 1; i >= 0; i--) {
                changeOne(first + i, -delta);
            }
            throw e;
        }
    }

    /** Raises the refcounts of clusters, whether they have some yet or not. */
    void raise(long first, long count) throws BlockException {
        while (prepare(first, count)) {
            // until there is a block for each
        }
        change(first, count, 1);
    }

    private void changeOne(long cluster, int delta) throws BlockException {
        long offset = table.block(cluster / perBlock);
        if (offset == 0) {
            throw new BlockException(Errno.EINVAL);
        }
        Table block = blocks.get(offset);
        int entry = (int) (cluster % perBlock);
        long old = width.get(block.bytes(), entry);
        if (old == (delta > 0 ? width.most() : 0)) {
            throw new BlockException(Errno.EINVAL);
        }
        width.set(block.bytes(), entry, old + delta);
        blocks.markDirty(block);
        if (delta < 0 && old == 1) {
            next = Math.min(next, cluster);
            onRelease.run();
        }
    }

    /**
     * Clusters are used once less as soon as the tables that used them are on the disk.
     *
     * @param discard whether they are to lose their place in the storage when nobody uses them
     */
    void freeLater(long first, long count, boolean discard) {
        freedClusters += count;
        Freed last = later.peekLast();
        if (last != null && last.discard() == discard && last.first() + last.count() == first) {
            later.removeLast();
            later.add(new Freed(last.first(), last.count() + count, discard));
        } else if (count > 0) {
            later.add(new Freed(first, count, discard));
        }
    }

    /** How many clusters wait to be freed. */
    long freedClusters() {
        return freedClusters;
    }

    /** The tables are on the disk: what waited for that is freed. */
    void settle() throws BlockException {
        for (Freed freed = later.poll(); freed != null; freed = later.poll()) {
            freedClusters -= freed.count();
            long unused = 0;
            long end = freed.first() + freed.count();
            for (long cluster = freed.first(); cluster < end; cluster++) {
                boolean used = release(cluster);
                if (used && freed.discard() && get(cluster) == 0) {
                    unused++;
                } else {
                    discard(cluster - unused, unused);
                    unused = 0;
                }
            }
            discard(end - unused, unused);
        }
    }

    private boolean release(long cluster) throws BlockException {
        if (get(cluster) == 0) {
            image.tellCorruption(
                    "Refcount of cluster at " + ImageState.hex(cluster << clusterBits) + " is 0 although it is in use");
            return false;
        }
        change(cluster, 1, -1);
        return true;
    }

    private void discard(long first, long count) throws BlockException {
        long offset = first << clusterBits;
        blocks.forget(offset, count << clusterBits);
        long inside = Math.min(image.file().length(), first + count << clusterBits) - offset;
        if (count > 0 && inside > 0) {
            image.file().discard(offset, inside);
        }
    }

    /** Sets the refcount of a cluster that has one. */
    void put(long cluster, long value) throws BlockException {
        Table block = blocks.get(table.block(cluster / perBlock));
        width.set(block.bytes(), (int) (cluster % perBlock), value);
        blocks.markDirty(block);
        next = 0;
    }

    /** Another table, whose blocks are on the disk, takes the place of all that there was. */
    void replaceTable(long[] entries, TablePlace place) throws BlockException {
        blocks.clear();
        image.file().flush();
        table.moveTo(entries, place);
        next = 0;
    }

    /** Gives back refcount blocks in which nothing is counted but themselves (QEMU: qcow2_shrink_reftable). */
    void dropUnusedBlocks() throws BlockException {
        for (int index = 0; index < table.size(); index++) {
            long offset = table.block(index);
            if (offset == 0) {
                continue;
            }
            long cluster = offset >>> clusterBits;
            boolean inItself = cluster / perBlock == index;
            if (isUnused(blocks.get(offset).bytes(), inItself ? (int) (cluster % perBlock) : -1)) {
                table.set(index, 0);
                blocks.forget(offset, image.geometry().clusterSize());
                if (!inItself) {
                    freeLater(cluster, 1, true);
                }
            }
        }
    }

    private boolean isUnused(ByteBuffer block, int except) {
        for (int i = 0; i < perBlock; i++) {
            if (i != except && width.get(block, i) != 0) {
                return false;
            }
        }
        return true;
    }

    boolean isDirty() {
        return blocks.hasDirty() || table.isDirty();
    }

    /** Writes blocks, and then the table that leads to them. */
    void write() throws BlockException {
        blocks.write();
        if (table.isDirty()) {
            image.file().flush();
            table.write();
        }
    }
}
