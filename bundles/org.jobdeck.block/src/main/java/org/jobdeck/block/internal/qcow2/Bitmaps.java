package org.jobdeck.block.internal.qcow2;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.StoredBitmap;
import org.jobdeck.loop.Errno;

/** Reads the bitmaps that an image keeps, and keeps others (QEMU: qcow2_store_persistent_dirty_bitmaps). Takes the lock. */
final class Bitmaps {

    private static final int MOST_NAME = 1023;

    private final ImageState image;
    private final CoroutineLock lock;
    private final Metadata meta;

    Bitmaps(ImageState image, CoroutineLock lock, Metadata meta) {
        this.image = image;
        this.lock = lock;
        this.meta = meta;
    }

    /** All that there are, the oldest first. */
    List<StoredBitmap> list() throws BlockException {
        return lock.call(() -> {
            List<StoredBitmap> all = new ArrayList<>();
            for (BitmapTables.Entry entry : BitmapTables.directory(image)) {
                all.add(entry.with(BitmapTables.bits(image, entry)));
            }
            return all;
        });
    }

    /** Keeps these bitmaps and no others. */
    void store(List<StoredBitmap> wanted) throws BlockException {
        image.requireAlive();
        if (image.header().version() < 3) {
            throw new BlockException(Errno.ENOTSUP, "Cannot store dirty bitmaps in qcow2 v2 files");
        }
        for (StoredBitmap bitmap : wanted) {
            check(bitmap);
        }
        lock.run(() -> {
            meta.order().beforeChange();
            Runnable freeOld = oldPlaces();
            List<BitmapTables.Entry> entries = new ArrayList<>();
            for (StoredBitmap bitmap : wanted) {
                entries.add(BitmapTables.Entry.of(bitmap, write(bitmap.bits())));
            }
            Optional<Extensions.BitmapsPlace> place = Optional.empty();
            if (!entries.isEmpty()) {
                ByteBuffer directory = BitmapTables.toBytes(entries);
                int bytes = directory.remaining();
                long offset = meta.allocator().forBytes(bytes, "bitmap directory");
                image.file().write(offset, directory);
                place = Optional.of(new Extensions.BitmapsPlace(entries.size(), bytes, offset));
            }
            meta.order().writeAndFlush();
            ImageHead head = image.head();
            Features features = head.header().features().with(Feature.BITMAPS, place.isPresent());
            image.writeHead(new ImageHead(
                    head.header().withFeatures(features), head.extensions().withBitmaps(place)));
            image.file().flush();
            freeOld.run();
            meta.order().writeAndFlush();
        });
    }

    private void check(StoredBitmap bitmap) throws BlockException {
        int nameLength = bitmap.name().getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        int granularity = Long.numberOfTrailingZeros(bitmap.granularity());
        boolean possible = nameLength > 0
                && nameLength <= MOST_NAME
                && Long.bitCount(bitmap.granularity()) == 1
                && granularity >= 9
                && granularity <= 31
                && bitmap.bits().length == StoredBitmap.bytesFor(image.header().size(), bitmap.granularity());
        if (!possible) {
            throw new BlockException(Errno.EINVAL, "Bitmap '" + bitmap.name() + "' doesn't satisfy the constraints");
        }
    }

    /** What the present bitmaps take, to be freed later. */
    private Runnable oldPlaces() throws BlockException {
        Optional<Extensions.BitmapsPlace> directory = image.head().extensions().bitmaps();
        List<TablePlace> tables = new ArrayList<>();
        List<Long> clusters = new ArrayList<>();
        for (BitmapTables.Entry entry : BitmapTables.directory(image)) {
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

    private TablePlace write(byte[] bits) throws BlockException {
        int clusterSize = image.geometry().clusterSize();
        long[] table = new long[Math.ceilDiv(bits.length, clusterSize)];
        for (int i = 0; i < table.length; i++) {
            int from = i * clusterSize;
            byte[] cluster = Arrays.copyOf(
                    Arrays.copyOfRange(bits, from, Math.min(bits.length, from + clusterSize)), clusterSize);
            if (Arrays.mismatch(cluster, new byte[clusterSize]) >= 0) {
                table[i] = meta.allocator().clusters(1, "bitmap data");
                image.file().write(table[i], ByteBuffer.wrap(cluster));
            }
        }
        long offset = meta.allocator().forBytes(Math.max(1, table.length) * (long) Long.BYTES, "bitmap table");
        image.file().write(offset, L1Table.bytes(table));
        return new TablePlace(offset, table.length);
    }
}
