package org.jobdeck.block.internal.qcow2;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.StoredBitmap;
import org.jobdeck.loop.Errno;

/** The directory of bitmaps, and where their data lie. */
final class BitmapTables {

    private static final int HEAD = 24;
    private static final int IN_USE = 1;
    private static final int AUTO = 2;
    private static final byte DIRTY_TRACKING = 1;

    /** Where there is no data, this says that all bits are set. */
    private static final long ALL_ONES = 1;

    private BitmapTables() {}

    /** An entry of the directory. */
    record Entry(TablePlace table, int flags, int granularityBits, String name) {

        static Entry of(StoredBitmap bitmap, TablePlace table) {
            int flags = (bitmap.inUse() ? IN_USE : 0) | (bitmap.enabled() ? AUTO : 0);
            return new Entry(table, flags, Long.numberOfTrailingZeros(bitmap.granularity()), bitmap.name());
        }

        StoredBitmap with(byte[] bits) {
            return new StoredBitmap(name, 1L << granularityBits, (flags & AUTO) != 0, (flags & IN_USE) != 0, bits);
        }
    }

    /** The directory of an image; empty if there is none. */
    static List<Entry> directory(ImageState image) throws BlockException {
        List<Entry> entries = new ArrayList<>();
        walk(image, (directory, at, nameAt) -> {
            byte[] name = new byte[Short.toUnsignedInt(directory.getShort(at + 18))];
            directory.get(nameAt, name);
            entries.add(new Entry(
                    new TablePlace(directory.getLong(at), directory.getInt(at + 8)),
                    directory.getInt(at + 12),
                    directory.get(at + 17),
                    new String(name, StandardCharsets.UTF_8)));
        });
        return entries;
    }

    /** Says of all bitmaps that they are in use, for as long as nobody writes them back. */
    static void markInUse(ImageState image) throws BlockException {
        ByteBuffer directory =
                walk(image, (bytes, at, nameAt) -> bytes.putInt(at + 12, bytes.getInt(at + 12) | IN_USE));
        if (directory.hasRemaining()) {
            long offset = image.head().extensions().bitmaps().orElseThrow().offset();
            image.file().write(offset, directory);
            image.file().flush();
        }
    }

    private interface Visit {
        void entry(ByteBuffer directory, int at, int nameAt);
    }

    private static ByteBuffer walk(ImageState image, Visit visit) throws BlockException {
        Optional<Extensions.BitmapsPlace> place = image.head().extensions().bitmaps();
        if (place.isEmpty()) {
            return ByteBuffer.allocate(0);
        }
        ByteBuffer directory = ByteBuffer.allocate((int) place.get().bytes());
        image.file().read(place.get().offset(), directory);
        directory.clear();
        for (int at = 0; at + HEAD <= directory.capacity(); ) {
            int nameLength = Short.toUnsignedInt(directory.getShort(at + 18));
            long extra = Integer.toUnsignedLong(directory.getInt(at + 20));
            if (at + HEAD + extra + nameLength > directory.capacity()) {
                throw new BlockException(Errno.EINVAL, "Broken bitmap directory");
            }
            visit.entry(directory, at, at + HEAD + (int) extra);
            at += (int) (HEAD + extra + nameLength + 7 & ~7L);
        }
        return directory;
    }

    /** A directory of these entries. */
    static ByteBuffer toBytes(List<Entry> entries) {
        int length = 0;
        for (Entry entry : entries) {
            length += HEAD + entry.name().getBytes(StandardCharsets.UTF_8).length + 7 & ~7;
        }
        ByteBuffer out = ByteBuffer.allocate(length);
        for (Entry entry : entries) {
            byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
            out.putLong(entry.table().offset()).putInt(entry.table().entries()).putInt(entry.flags());
            out.put(DIRTY_TRACKING).put((byte) entry.granularityBits());
            out.putShort((short) name.length).putInt(0).put(name);
            out.position(out.position() + 7 & ~7);
        }
        return out.flip();
    }

    /** The table of a bitmap, whose length is checked. */
    static long[] table(ImageState image, Entry entry) throws BlockException {
        Limits.checkTable(
                entry.table(), Long.BYTES, Limits.MAX_L1_BYTES, image.geometry().clusterSize(), "Bitmap table");
        return L1Table.read(image.file(), entry.table());
    }

    /** The bits of a bitmap; those that the disk has no bytes for are not among them. */
    static byte[] bits(ImageState image, Entry entry) throws BlockException {
        if (entry.granularityBits() < 9 || entry.granularityBits() > 31) {
            throw new BlockException(Errno.EINVAL, "Bitmap '" + entry.name() + "' doesn't satisfy the constraints");
        }
        byte[] bits = new byte[StoredBitmap.bytesFor(image.header().size(), 1L << entry.granularityBits())];
        int clusterSize = image.geometry().clusterSize();
        long[] table = table(image, entry);
        for (int i = 0; i < table.length && (long) i * clusterSize < bits.length; i++) {
            int from = i * clusterSize;
            int length = Math.min(clusterSize, bits.length - from);
            long offset = table[i] & L2Entry.OFFSET;
            if (offset != 0) {
                image.file().read(offset, ByteBuffer.wrap(bits, from, length));
            } else if ((table[i] & ALL_ONES) != 0) {
                java.util.Arrays.fill(bits, from, from + length, (byte) -1);
            }
        }
        return bits;
    }

    /** Counts the directory of bitmaps, their tables and their data (QEMU: qcow2_check_bitmaps_refcounts). */
    static void count(ImageState image, References references) throws BlockException {
        Optional<Extensions.BitmapsPlace> place = image.head().extensions().bitmaps();
        if (place.isEmpty()) {
            return;
        }
        references.add(place.get().offset(), place.get().bytes());
        for (Entry entry : directory(image)) {
            references.add(entry.table().offset(), (long) entry.table().entries() * Long.BYTES);
            for (long cluster : table(image, entry)) {
                if ((cluster & L2Entry.OFFSET) != 0) {
                    references.add(cluster & L2Entry.OFFSET, image.geometry().clusterSize());
                }
            }
        }
    }
}
