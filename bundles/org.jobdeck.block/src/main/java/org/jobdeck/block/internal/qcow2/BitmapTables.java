package org.jobdeck.block.internal.qcow2;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jobdeck.block.BlockException;

/** Where the bitmaps of an image lie. */
final class BitmapTables {

    private static final int HEAD = 24;

    private BitmapTables() {}

    /** Counts the directory of bitmaps, their tables and their data (QEMU: qcow2_check_bitmaps_refcounts). */
    static void count(ImageState image, References references) throws BlockException {
        Optional<Extensions.BitmapsPlace> place = image.head().extensions().bitmaps();
        if (place.isEmpty()) {
            return;
        }
        references.add(place.get().offset(), place.get().bytes());
        ByteBuffer directory = ByteBuffer.allocate((int) place.get().bytes());
        image.file().read(place.get().offset(), directory);
        directory.clear();
        for (int at = 0; at + HEAD <= directory.capacity(); ) {
            long table = directory.getLong(at);
            int entries = directory.getInt(at + 8);
            int nameLength = Short.toUnsignedInt(directory.getShort(at + 18));
            long extra = Integer.toUnsignedLong(directory.getInt(at + 20));
            countTable(image, references, table, entries);
            at += (int) (HEAD + extra + nameLength + 7 & ~7L);
        }
    }

    private static void countTable(ImageState image, References references, long table, int entries)
            throws BlockException {
        if (entries < 0 || entries > Limits.MAX_L1_BYTES / Long.BYTES) {
            return;
        }
        references.add(table, (long) entries * Long.BYTES);
        for (long entry : L1Table.read(image.file(), new TablePlace(table, entries))) {
            long offset = entry & L2Entry.OFFSET;
            if (offset != 0) {
                references.add(offset, image.geometry().clusterSize());
            }
        }
    }
}
