package org.jobdeck.block.internal.qcow2;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.InternalSnapshot;
import org.jobdeck.loop.Errno;

/** The table of internal snapshots, as bytes and as records. */
final class SnapshotTable {

    private static final int HEAD = 40;

    /** Sizes of the machine's state and of the disk, and the count of instructions. */
    private static final int EXTRA = 24;

    private static final int MOST_EXTRA = 1024;
    private static final int MOST_BYTES = 64 << 20;

    private SnapshotTable() {}

    /** The table of an image, which is read. */
    static List<Snapshot> read(ImageState image) throws BlockException {
        List<Snapshot> all = new ArrayList<>();
        walk(image, all);
        return all;
    }

    /** How long the table of an image is. */
    static long bytes(ImageState image) throws BlockException {
        return walk(image, new ArrayList<>());
    }

    private static long walk(ImageState image, List<Snapshot> all) throws BlockException {
        TablePlace place = image.header().snapshots();
        Window window = new Window(image.file());
        long length = 0;
        for (int i = 0; i < place.entries(); i++) {
            length = length + 7 & ~7L;
            ByteBuffer head = window.read(place.offset() + length, HEAD);
            int idLength = Short.toUnsignedInt(head.getShort(12));
            int nameLength = Short.toUnsignedInt(head.getShort(14));
            int extraLength = head.getInt(36);
            if (Integer.compareUnsigned(extraLength, MOST_EXTRA) > 0) {
                throw new BlockException(Errno.EINVAL, "Too much extra metadata in snapshot table entry " + i);
            }
            ByteBuffer rest = window.read(place.offset() + length + HEAD, extraLength + idLength + nameLength);
            all.add(record(head, rest, extraLength, idLength));
            length += HEAD + rest.capacity();
            if (length > MOST_BYTES) {
                throw new BlockException(Errno.EFBIG, "Snapshot table is too big");
            }
        }
        return length;
    }

    /** Reads a part of a file, a longer one at once than is asked for. */
    private static final class Window {

        private static final int BYTES = 256 << 10;

        private final Storage file;
        private final ByteBuffer read = ByteBuffer.allocate(BYTES);
        private long begin = -BYTES;

        Window(Storage file) {
            this.file = file;
        }

        /** So many bytes, at most as many as the window has. */
        ByteBuffer read(long offset, int bytes) throws BlockException {
            if (offset < begin || offset + bytes > begin + BYTES) {
                file.read(offset, read.clear());
                begin = offset;
            }
            byte[] part = new byte[bytes];
            read.get((int) (offset - begin), part);
            return ByteBuffer.wrap(part);
        }
    }

    private static Snapshot record(ByteBuffer head, ByteBuffer rest, int extraLength, int idLength) {
        byte[] extra = new byte[extraLength];
        rest.get(extra);
        ByteBuffer known = ByteBuffer.wrap(extra);
        byte[] id = new byte[idLength];
        rest.get(id);
        byte[] name = new byte[rest.remaining()];
        rest.get(name);
        InternalSnapshot info = new InternalSnapshot(
                new String(id, StandardCharsets.UTF_8),
                new String(name, StandardCharsets.UTF_8),
                extraLength >= 8 ? known.getLong(0) : Integer.toUnsignedLong(head.getInt(32)),
                Integer.toUnsignedLong(head.getInt(16)),
                head.getInt(20),
                head.getLong(24),
                extraLength >= EXTRA ? known.getLong(16) : -1,
                extraLength >= 16 ? known.getLong(8) : 0);
        return new Snapshot(new TablePlace(head.getLong(0), head.getInt(8)), info, extra);
    }

    /** Extra data of a new record. */
    static byte[] extra(InternalSnapshot info) {
        return ByteBuffer.allocate(EXTRA)
                .putLong(info.vmStateSize())
                .putLong(info.diskSize())
                .putLong(info.icount())
                .array();
    }

    /** The table with these records. */
    static ByteBuffer toBytes(List<Snapshot> all) {
        int length = 0;
        for (Snapshot each : all) {
            length = (length + 7 & ~7) + HEAD + each.extra().length + text(each.id()).length + text(each.name()).length;
        }
        ByteBuffer out = ByteBuffer.allocate(length);
        for (Snapshot each : all) {
            out.position(out.position() + 7 & ~7);
            InternalSnapshot info = each.info();
            byte[] id = text(each.id());
            byte[] name = text(each.name());
            out.putLong(each.l1().offset()).putInt(each.l1().entries());
            out.putShort((short) id.length).putShort((short) name.length);
            out.putInt((int) info.seconds()).putInt(info.nanoseconds()).putLong(info.vmClock());
            out.putInt(info.vmStateSize() > 0xffff_ffffL ? 0 : (int) info.vmStateSize());
            out.putInt(each.extra().length).put(each.extra()).put(id).put(name);
        }
        return out.flip();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
