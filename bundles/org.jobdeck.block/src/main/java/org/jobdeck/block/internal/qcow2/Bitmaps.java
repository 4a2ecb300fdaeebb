package org.jobdeck.block.internal.qcow2;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jobdeck.block.BlockException;
import org.jobdeck.loop.Errno;

/** Writes the bitmaps that an image keeps (QEMU: qcow2_store_persistent_dirty_bitmaps). Takes the lock. */
final class Bitmaps {

    private final ImageState image;
    private final CoroutineLock lock;
    private final Metadata meta;

    Bitmaps(ImageState image, CoroutineLock lock, Metadata meta) {
        this.image = image;
        this.lock = lock;
        this.meta = meta;
    }

    /** A bitmap that the image is to keep. */
    sealed interface Item {
        /** One that stays as it is on the disk. */
        record Kept(BitmapTables.Entry entry) implements Item {}

        /** One that is written anew. */
        record Written(String name, long granularity, boolean enabled, Content content) implements Item {}
    }

    /** The bits of a bitmap. */
    interface Content {
        /** So many bytes of them; the first is the number of the lowest bit of the first byte. */
        byte[] bytes(long firstBit, int length);
    }

    /** The directory as it is on the disk. */
    List<BitmapTables.Entry> directory() throws BlockException {
        return lock.call(() -> BitmapTables.directory(image));
    }

    /** The bits of an entry that is on the disk. */
    byte[] bits(BitmapTables.Entry entry) throws BlockException {
        return lock.call(() -> BitmapTables.bits(image, entry));
    }

    /** Keeps these bitmaps and no others. */
    void store(List<Item> wanted) throws BlockException {
        image.requireAlive();
        if (image.header().version() < 3) {
            throw new BlockException(Errno.ENOTSUP, "Cannot store dirty bitmaps in qcow2 v2 files");
        }
        for (Item item : wanted) {
            if (item instanceof Item.Written written) {
                check(written);
            }
        }
        lock.run(() -> replace(wanted));
    }

    /** Takes a bitmap out, if it is there (QEMU: qcow2_co_remove_persistent_dirty_bitmap). */
    void remove(String name) throws BlockException {
        image.requireAlive();
        lock.run(() -> {
            List<BitmapTables.Entry> entries = BitmapTables.directory(image);
            List<Item> rest = new ArrayList<>();
            for (BitmapTables.Entry entry : entries) {
                if (!entry.name().equals(name)) {
                    rest.add(new Item.Kept(entry));
                }
            }
            if (rest.size() < entries.size()) {
                replace(rest);
            }
        });
    }

    private void replace(List<Item> wanted) throws BlockException {
        meta.order().beforeChange();
        Runnable freeOld = oldPlaces(wanted);
        List<BitmapTables.Entry> entries = new ArrayList<>();
        for (Item item : wanted) {
            entries.add(
                    switch (item) {
                        case Item.Kept kept -> kept.entry();
                        case Item.Written written -> write(written);
                    });
        }
        Optional<Extensions.BitmapsPlace> place = Optional.empty();
        if (!entries.isEmpty()) {
            ByteBuffer directory = BitmapTables.toBytes(entries);
            int bytes = directory.remaining();
            long offset = meta.allocator().forBytes(bytes, "bitmap directory");
            image.fresh().write(offset, directory);
            place = Optional.of(new Extensions.BitmapsPlace(entries.size(), bytes, offset));
        }
        meta.order().writeAndFlush();
        ImageHead head = image.head();
        Features features = head.header().features().with(Feature.BITMAPS, place.isPresent());
        image.writeHead(new ImageHead(
                head.header().withFeatures(features), head.extensions().withBitmaps(place)));
        image.bitmaps(entries);
        image.file().flush();
        freeOld.run();
        meta.order().writeAndFlush();
    }

    private void check(Item.Written bitmap) throws BlockException {
        BitmapTables.Entry.of(bitmap.name(), bitmap.granularity(), bitmap.enabled(), false, new TablePlace(0, (int)
                        Math.min(clusters(bitmap.granularity()), Integer.MAX_VALUE)))
                .check(image);
    }

    /** How many clusters the bits of a bitmap take. */
    private long clusters(long granularity) {
        long bits = Math.ceilDiv(image.header().size(), granularity);
        return Math.ceilDiv(
                Math.ceilDiv(bits, (long) Byte.SIZE), (long) image.geometry().clusterSize());
    }

    /** What the present bitmaps take, except for those that stay as they are, to be freed later. */
    private Runnable oldPlaces(List<Item> wanted) throws BlockException {
        Optional<Extensions.BitmapsPlace> directory = image.head().extensions().bitmaps();
        List<TablePlace> tables = new ArrayList<>();
        List<Long> clusters = new ArrayList<>();
        Set<Item> staying = Set.copyOf(wanted);
        for (BitmapTables.Entry entry : BitmapTables.directory(image)) {
            if (staying.contains(new Item.Kept(entry))) {
                continue;
            }
            tables.add(entry.table());
            for (long cluster : BitmapTables.table(image, entry)) {
                if ((cluster & L2Entry.OFFSET) != 0) {
                    clusters.add(cluster & L2Entry.OFFSET);
                }
            }
        }
        return () -> {
            Allocator allocator = meta.allocator();
            clusters.forEach(offset -> allocator.free(offset, 1, false));
            tables.forEach(table -> allocator.freeBytes(table.offset(), (long) table.entries() * Long.BYTES, false));
            directory.ifPresent(place -> allocator.freeBytes(place.offset(), place.bytes(), false));
        };
    }

    private BitmapTables.Entry write(Item.Written bitmap) throws BlockException {
        int clusterSize = image.geometry().clusterSize();
        long[] table = new long[(int) clusters(bitmap.granularity())];
        byte[] none = new byte[clusterSize];
        for (int i = 0; i < table.length; i++) {
            byte[] cluster = bitmap.content().bytes((long) i * clusterSize * Byte.SIZE, clusterSize);
            if (Arrays.mismatch(cluster, none) >= 0) {
                table[i] = meta.allocator().clusters(1, "bitmap data");
                image.fresh().write(table[i], ByteBuffer.wrap(cluster));
            }
        }
        long offset = meta.allocator().forBytes(Math.max(1, table.length) * (long) Long.BYTES, "bitmap table");
        image.fresh().write(offset, L1Table.bytes(table));
        return BitmapTables.Entry.of(
                bitmap.name(), bitmap.granularity(), bitmap.enabled(), false, new TablePlace(offset, table.length));
    }
}
