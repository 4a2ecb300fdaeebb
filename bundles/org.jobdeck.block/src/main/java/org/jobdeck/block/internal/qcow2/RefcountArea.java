package org.jobdeck.block.internal.qcow2;

import java.nio.ByteBuffer;
import org.jobdeck.block.BlockException;
import org.jobdeck.loop.Errno;

/**
 * An area of the file that holds a new refcount table, and the blocks that are missing to tell of itself and of so many
 * clusters behind it (QEMU: qcow2_refcount_area). Guarded by the metadata lock.
 */
final class RefcountArea {

    private final ImageState image;
    private final RefcountTable table;
    private final TableCache blocks;
    private final RefcountWidth width;
    private final int perBlock;

    RefcountArea(ImageState image, RefcountTable table, TableCache blocks, RefcountWidth width, int perBlock) {
        this.image = image;
        this.table = table;
        this.blocks = blocks;
        this.width = width;
        this.perBlock = perBlock;
    }

    /** A refcount block that no table leads to yet: of which index, and where it lies; at 0 for none. */
    record NewBlock(long index, long offset) {
        static final NewBlock NONE = new NewBlock(0, 0);
    }

    /**
     * How many refcount blocks it takes to tell of so many clusters, of themselves and of the table that leads to them
     * (QEMU: qcow2_refcount_metadata_size).
     *
     * @param generous whether there is to be room for more
     */
    static long blockCount(long clusters, int clusterSize, int perBlock, boolean generous) {
        int perTableCluster = clusterSize / Long.BYTES;
        long all = clusters;
        boolean more = generous;
        long tableClusters = 0;
        long count = 0;
        for (long last = -1, n = 0; n != last; ) {
            last = n;
            count = Math.ceilDiv(all + tableClusters + count, perBlock);
            tableClusters = Math.ceilDiv(count, perTableCluster);
            n = all + count + tableClusters;
            if (n == last && more) {
                all += Math.ceilDiv(tableClusters, 2);
                more = false;
                last = -1;
            }
        }
        return count;
    }

    /**
     * Moves the table there.
     *
     * @param start the cluster where the area begins: nobody uses it nor any behind it
     * @param additional how many more clusters behind the area are to have refcounts
     * @param exact whether the table has no more room than for these
     * @return the first cluster behind the area
     */
    long reserve(long start, long additional, boolean exact, NewBlock newBlock, OldTable old) throws BlockException {
        int clusterSize = image.geometry().clusterSize();
        int perCluster = clusterSize / Long.BYTES;
        long total = blockCount(start + additional, clusterSize, perBlock, !exact);
        long entries = exact ? total : total + Math.ceilDiv(total, 2);
        long tableClusters = Math.ceilDiv(entries, perCluster);
        if (tableClusters * clusterSize > Limits.MAX_REFCOUNT_TABLE_BYTES) {
            throw new BlockException(Errno.EFBIG);
        }
        long[] longer = table.copy((int) tableClusters * perCluster);
        if (newBlock.offset() != 0) {
            longer[(int) newBlock.index()] = newBlock.offset();
        }
        int firstIndex = (int) (start / perBlock);
        long missing = 0;
        for (int i = firstIndex; i < total; i++) {
            missing += longer[i] == 0 ? 1 : 0;
        }
        long end = start + missing + tableClusters;
        image.file().event("refblock_alloc_write_blocks");
        fill(longer, firstIndex, (int) total, start, end);
        blocks.write();
        long place = start + missing << image.geometry().clusterBits();
        old.free(table.moveTo(longer, new TablePlace(place, (int) tableClusters)));
        return end;
    }

    /** Takes the place of the table that is no longer used. */
    @FunctionalInterface
    interface OldTable {
        void free(TablePlace place);
    }

    private void fill(long[] longer, int from, int to, long start, long end) throws BlockException {
        long next = start;
        for (int i = from; i < to; i++) {
            if (longer[i] == 0) {
                longer[i] = next++ << image.geometry().clusterBits();
                blocks.put(longer[i], ByteBuffer.allocate(image.geometry().clusterSize()));
            }
            Table block = blocks.get(longer[i] & RefcountTable.OFFSET);
            long first = (long) i * perBlock;
            for (long cluster = Math.max(first, start); cluster < Math.min(first + perBlock, end); cluster++) {
                width.set(block.bytes(), (int) (cluster - first), 1);
            }
            blocks.markDirty(block);
        }
    }
}
