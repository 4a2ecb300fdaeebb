package org.jobdeck.block.internal.qcow2;

import java.nio.ByteBuffer;
import java.util.TreeMap;
import org.jobdeck.block.BlockException;
import org.jobdeck.loop.Errno;

/** Writes all refcounts of an image anew, in clusters that nobody uses (QEMU: rebuild_refcount_structure). */
final class RefcountRebuild {

    private final ImageState image;
    private final Geometry geometry;
    private final Refcounts refcounts;

    RefcountRebuild(ImageState image, Refcounts refcounts) {
        this.image = image;
        this.geometry = image.geometry();
        this.refcounts = refcounts;
    }

    /**
     * Makes the refcounts what they should be.
     *
     * @param references of everything but the refcounts themselves
     */
    void run(References references) throws BlockException {
        int perBlock = refcounts.perBlock();
        TreeMap<Long, Long> blocks = new TreeMap<>();
        long free = 0;
        for (long cluster = 0; cluster < references.end(); cluster++) {
            if (references.get(cluster) != 0 && !blocks.containsKey(cluster / perBlock)) {
                free = take(references, free, blocks, cluster / perBlock);
            }
        }
        long perCluster = geometry.clusterSize() / Long.BYTES;
        long tableClusters = 0;
        long place = references.end();
        for (long wanted = 1; wanted > tableClusters; ) {
            tableClusters = wanted;
            long last = (place + tableClusters - 1) / perBlock;
            wanted = Math.ceilDiv(Math.max(last, blocks.lastKey()) + 2, perCluster);
        }
        if (tableClusters * geometry.clusterSize() > Limits.MAX_REFCOUNT_TABLE_BYTES) {
            throw new BlockException(Errno.EFBIG);
        }
        for (long cluster = place; cluster < place + tableClusters; cluster++) {
            references.addCluster(cluster);
        }
        for (long cluster = place; cluster < references.end(); cluster++) {
            if (!blocks.containsKey(cluster / perBlock)) {
                free = take(references, free, blocks, cluster / perBlock);
            }
        }
        long[] table = new long[(int) (tableClusters * perCluster)];
        for (var block : blocks.entrySet()) {
            table[block.getKey().intValue()] = block.getValue() << geometry.clusterBits();
            writeBlock(references, block.getKey(), block.getValue());
        }
        refcounts.replaceTable(table, new TablePlace(place << geometry.clusterBits(), (int) tableClusters));
    }

    /** Takes the first free cluster for a block, and before that one for the block that tells of it. */
    private long take(References references, long from, TreeMap<Long, Long> blocks, long index) {
        long cluster = from;
        while (references.get(cluster) != 0) {
            cluster++;
        }
        references.addCluster(cluster);
        long its = cluster / refcounts.perBlock();
        if (its != index && !blocks.containsKey(its)) {
            blocks.put(its, cluster);
            return take(references, cluster + 1, blocks, index);
        }
        blocks.put(index, cluster);
        return cluster + 1;
    }

    private void writeBlock(References references, long index, long cluster) throws BlockException {
        int perBlock = refcounts.perBlock();
        ByteBuffer content = ByteBuffer.allocate(geometry.clusterSize());
        for (int i = 0; i < perBlock; i++) {
            refcounts.width().set(content, i, references.get(index * perBlock + i));
        }
        image.file().write(cluster << geometry.clusterBits(), content);
    }
}
