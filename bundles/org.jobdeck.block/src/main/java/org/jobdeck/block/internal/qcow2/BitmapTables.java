package org.jobdeck.block.internal.qcow2;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.ImageInfo;
import org.jobdeck.block.StoredBitmap;
import org.jobdeck.loop.Errno;

/** The directory of bitmaps, and where their data lie. */
final class BitmapTables {

    static final int MOST_NAME = 1023;
    static final int MIN_GRANULARITY_BITS = 9;
    static final int MAX_GRANULARITY_BITS = 31;

    /** The most that the data of one bitmap may take, in bytes. */
    static final long MOST_BYTES = 512L << 20;

    private static final int HEAD = 24;
    private static final int IN_USE = 1;
    private static final int AUTO = 2;
    private static final byte DIRTY_TRACKING = 1;

    /** Where there is no data, this says that all bits are set. */
    private static final long ALL_ONES = 1;

    private BitmapTables() {}

    /** An entry of the directory. */
    record Entry(TablePlace table, int flags, int granularityBits, String name) {

        static Entry of(String name, long granularity, boolean enabled, boolean inUse, TablePlace table) {
            int flags = (inUse ? IN_USE : 0) | (enabled ? AUTO : 0);
            return new Entry(table, flags, Long.numberOfTrailingZeros(granularity), name);
        }

        boolean isInUse() {
            return (flags & IN_USE) != 0;
        }

        boolean isEnabled() {
            return (flags & AUTO) != 0;
        }

        long granularity() {
            return 1L << granularityBits;
        }

        /** What is told of it. */
        ImageInfo.Bitmap info() {
            return new ImageInfo.Bitmap(name, granularity(), isInUse(), isEnabled());
        }

        StoredBitmap with(byte[] bits) {
            return new StoredBitmap(name, granularity(), isEnabled(), isInUse(), bits);
        }

        /** Refuses what cannot be (QEMU: check_dir_entry). */
        void check(ImageState image) throws BlockException {
            int nameLength = name.getBytes(StandardCharsets.UTF_8).length;
            long bytes =
                    Integer.toUnsignedLong(table.entries()) * image.geometry().clusterSize();
            boolean possible = nameLength > 0
                    && nameLength <= MOST_NAME
                    && granularityBits >= MIN_GRANULARITY_BITS
                    && granularityBits <= MAX_GRANULARITY_BITS
                    && (flags & ~(IN_USE | AUTO)) == 0
                    && bytes <= MOST_BYTES
                    && (isInUse() || Math.ceilDiv(image.header().size(), granularity()) <= bytes * Byte.SIZE);
            if (!possible) {
                throw new BlockException(Errno.EINVAL, "Bitmap '" + name + "' doesn't satisfy the constraints");
            }
        }
    }

    /** The directory of an image, which is read; empty if there is none. */
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
        image.bitmaps(entries);
        return entries;
    }

    /** Says of all bitmaps that they are in use, for as long as nobody writes them back. */
    static void markInUse(ImageState image) throws BlockException {
        ByteBuffer directory =
                walk(image, (bytes, at, nameAt) -> bytes.putInt(at + 12, bytes.getInt(at + 12) | IN_USE));
        if (directory.hasRemaining()) {
            long offset = image.head().extensions().bitmaps().orElseThrow().offset();
            image.again(MetadataKind.BITMAP_DIRECTORY).write(offset, directory);
            image.file().flush();
            directory(image);
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

    /** How long the entry of a bitmap of that name is, in bytes. */
    static int entryBytes(String name) {
        return HEAD + name.getBytes(StandardCharsets.UTF_8).length + 7 & ~7;
    }

    /** A directory of these entries. */
    static ByteBuffer toBytes(List<Entry> entries) {
        int length = 0;
        for (Entry entry : entries) {
            length += entryBytes(entry.name());
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

    /** Takes bits of a bitmap; the first is the number of the lowest bit of the first byte. */
    interface Bits {
        void take(long firstBit, byte[] bytes);
    }

    /** Hands over those bits of a bitmap of which some are set, a cluster at a time. */
    static void read(ImageState image, Entry entry, Bits bits) throws BlockException {
        entry.check(image);
        int clusterSize = image.geometry().clusterSize();
        long bytes = Math.ceilDiv(Math.ceilDiv(image.header().size(), entry.granularity()), (long) Byte.SIZE);
        long[] table = table(image, entry);
        for (int i = 0; i < table.length && (long) i * clusterSize < bytes; i++) {
            long from = (long) i * clusterSize;
            byte[] part = new byte[(int) Math.min(clusterSize, bytes - from)];
            long offset = table[i] & L2Entry.OFFSET;
            if (offset != 0) {
                image.file().read(offset, ByteBuffer.wrap(part));
            } else if ((table[i] & ALL_ONES) != 0) {
                Arrays.fill(part, (byte) -1);
            } else {
                continue;
            }
            bits.take(from * Byte.SIZE, part);
        }
    }

    /** The bits of a bitmap; none of one that is in use. */
    static byte[] bits(ImageState image, Entry entry) throws BlockException {
        entry.check(image);
        if (entry.isInUse()) {
            // nobody may rely on them
            return new byte[0];
        }
        byte[] bits = new byte[StoredBitmap.bytesFor(image.header().size(), entry.granularity())];
        read(image, entry, (firstBit, part) -> {
            int at = (int) (firstBit / Byte.SIZE);
            System.arraycopy(part, 0, bits, at, Math.min(part.length, bits.length - at));
        });
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
