package org.jobdeck.block.internal.qcow2;

import java.nio.ByteBuffer;
import org.jobdeck.block.BlockException;
import org.jobdeck.loop.Errno;

/** A longer refcount table, together with the blocks that tell of itself and of them (QEMU: qcow2_refcount_area). */
final class RefcountArea {

    private RefcountArea() {}

    /**
     * Moves the table to a longer place, where nobody has anything and the present table does not reach.
     *
     * @param start the cluster where the area begins, the first one that a block tells of
     * @param index of one more block that the new table is to lead to
     * @param block where that lies; it is on the disk
     * @return where the table was
     */
    static TablePlace grow(
            ImageState image,
            RefcountTable table,
            RefcountWidth width,
            int perBlock,
            long start,
            long index,
            long block)
            throws BlockException {
        int clusterSize = image.geometry().clusterSize();
        int perCluster = clusterSize / Long.BYTES;
        long firstBlock = start / perBlock;
        long newBlocks = 0;
        long tableClusters = 0;
        for (boolean more = true; more; ) {
            // a table that is half as long again, so that this is seldom
            long entries = Math.max(index + 1, firstBlock + newBlocks);
            long clusters = Math.ceilDiv(entries + entries / 2, perCluster);
            long blocks = Math.ceilDiv(clusters + newBlocks, perBlock);
            more = clusters != tableClusters || blocks != newBlocks;
            tableClusters = clusters;
            newBlocks = blocks;
        }
        if (tableClusters * clusterSize > Limits.MAX_REFCOUNT_TABLE_BYTES) {
            throw new BlockException(Errno.EFBIG);
        }
        long[] longer = table.copy((int) (tableClusters * perCluster));
        longer[(int) index] = block;
        image.file().event("refblock_alloc_write_blocks");
        long used = tableClusters + newBlocks;
        for (int i = 0; i < newBlocks; i++) {
            ByteBuffer content = ByteBuffer.allocate(clusterSize);
            for (long c = (long) i * perBlock; c < Math.min(used, (i + 1L) * perBlock); c++) {
                width.set(content, (int) (c % perBlock), 1);
            }
            long offset = start + i << image.geometry().clusterBits();
            longer[(int) firstBlock + i] = offset;
            image.file().write(offset, content);
        }
        long place = start + newBlocks << image.geometry().clusterBits();
        return table.moveTo(longer, new TablePlace(place, (int) tableClusters));
    }
}
