package org.jobdeck.block.internal.qcow2;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.DirtyBitmap;
import org.jobdeck.block.NodeBitmaps;
import org.jobdeck.block.StoredBitmap;
import org.jobdeck.loop.Errno;

/**
 * Brings the bitmaps that an image keeps and those on its node together: they are loaded when the image is opened, and
 * stored when it is closed. While it is open for writing, it says of all of them that they are in use, so that nobody
 * relies on them if this program dies (QEMU: qcow2_load_dirty_bitmaps, qcow2_store_persistent_dirty_bitmaps).
 */
final class KeptBitmaps {

    private static final int MOST_BITMAPS = 65535;
    private static final long MOST_DIRECTORY = 64L << 20;

    /** So much at most do the data of all bitmaps take, in bytes: a damaged image may have the same data many times. */
    private static final long MOST_BYTES = 8 * BitmapTables.MOST_BYTES;

    private final ImageState image;
    private final Bitmaps stored;
    private final NodeBitmaps onNode;

    /** Whether the bitmaps were loaded. */
    private boolean loaded;

    /** Whether those on the disk are marked as in use. */
    private boolean marked;

    KeptBitmaps(ImageState image, Bitmaps stored, NodeBitmaps onNode) {
        this.image = image;
        this.stored = stored;
        this.onNode = onNode;
    }

    /** The image is opened: its bitmaps are on the node from now on. In a coroutine, or the home thread. */
    void load() throws BlockException {
        List<DirtyBitmap> read = new ArrayList<>();
        long bytes = 0;
        for (BitmapTables.Entry entry : stored.directory()) {
            entry.check(image);
            bytes += (long) entry.table().entries() * image.geometry().clusterSize();
            if (bytes > MOST_BYTES) {
                throw new BlockException(
                        Errno.EFBIG,
                        "The bitmaps of the image would take more than " + (MOST_BYTES >> 30)
                                + " GiB: remove some of them with qemu-img");
            }
            DirtyBitmap bitmap = onNode.newKept(entry.name(), entry.granularity());
            if (entry.isInUse()) {
                bitmap.markInconsistent();
            } else {
                BitmapTables.read(image, entry, bitmap::add);
                bitmap.enable(entry.isEnabled());
            }
            bitmap.readOnly(!image.isWritable());
            read.add(bitmap);
        }
        onNode.addKept(read);
        loaded = true;
        if (image.isWritable()) {
            mark();
        }
    }

    private void mark() throws BlockException {
        BitmapTables.markInUse(image);
        marked = true;
    }

    /** Before the image is changed: those that were stored meanwhile are in use again. Under the metadata lock. */
    void beforeChange() throws BlockException {
        if (!marked) {
            mark();
        }
    }

    /** All that the image keeps, the oldest first; what was not stored yet is among them if the image has them already. */
    List<StoredBitmap> list() throws BlockException {
        Map<String, DirtyBitmap> present = usable();
        List<StoredBitmap> all = new ArrayList<>();
        for (BitmapTables.Entry entry : stored.directory()) {
            DirtyBitmap bitmap = present.get(entry.name());
            if (image.isWritable() && bitmap != null) {
                byte[] bits =
                        bitmap.toBytes(0, StoredBitmap.bytesFor(image.header().size(), entry.granularity()));
                all.add(new StoredBitmap(entry.name(), entry.granularity(), bitmap.isEnabled(), false, bits));
            } else {
                all.add(entry.with(stored.bits(entry)));
            }
        }
        return all;
    }

    /** Those on the node that take the place of those on the disk, newest first. */
    private Map<String, DirtyBitmap> usable() {
        Map<String, DirtyBitmap> usable = new LinkedHashMap<>();
        for (DirtyBitmap bitmap : onNode.kept()) {
            if (!bitmap.isInconsistent()) {
                usable.put(bitmap.name().orElseThrow(), bitmap);
            }
        }
        return usable;
    }

    /** Keeps these bitmaps in the image, and no others, at once. */
    void store(List<StoredBitmap> wanted) throws BlockException {
        List<Bitmaps.Item> items = new ArrayList<>();
        List<BitmapTables.Entry> directory = stored.directory();
        for (StoredBitmap bitmap : wanted) {
            Optional<BitmapTables.Entry> old = directory.stream()
                    .filter(entry -> entry.name().equals(bitmap.name()))
                    .findFirst();
            if (bitmap.inUse() && old.isPresent()) {
                items.add(new Bitmaps.Item.Kept(old.get()));
            } else {
                items.add(written(bitmap));
            }
        }
        stored.store(items);
        marked = false;
    }

    private Bitmaps.Item written(StoredBitmap bitmap) throws BlockException {
        byte[] bits = bitmap.bits();
        if (bits.length != StoredBitmap.bytesFor(image.header().size(), bitmap.granularity())) {
            throw new BlockException(Errno.EINVAL, "Bitmap '" + bitmap.name() + "' doesn't satisfy the constraints");
        }
        return new Bitmaps.Item.Written(bitmap.name(), bitmap.granularity(), bitmap.enabled(), (firstBit, length) -> {
            int from = (int) Math.min(bits.length, firstBit / Byte.SIZE);
            return Arrays.copyOf(Arrays.copyOfRange(bits, from, Math.min(bits.length, from + length)), length);
        });
    }

    /** The image is closed, or nobody may write it any more: what was recorded goes into the image. */
    void storeAll() throws BlockException {
        if (!loaded || !marked) {
            return;
        }
        Map<String, DirtyBitmap> toStore = usable();
        if (!toStore.isEmpty()) {
            List<Bitmaps.Item> items = new ArrayList<>();
            for (BitmapTables.Entry entry : stored.directory()) {
                DirtyBitmap bitmap = toStore.remove(entry.name());
                items.add(bitmap == null ? new Bitmaps.Item.Kept(entry) : written(bitmap));
            }
            toStore.values().forEach(bitmap -> items.add(written(bitmap)));
            stored.store(items);
        }
        marked = false;
    }

    private static Bitmaps.Item written(DirtyBitmap bitmap) {
        return new Bitmaps.Item.Written(
                bitmap.name().orElseThrow(), bitmap.granularity(), bitmap.isEnabled(), bitmap::toBytes);
    }

    /** Forbids changes of them, or allows them. */
    void readOnly(boolean forbid) {
        onNode.kept().forEach(bitmap -> bitmap.readOnly(forbid));
    }

    /** Takes one out of the image. */
    void remove(String name) throws BlockException {
        stored.remove(name);
    }

    /** Bitmaps that cannot be used cannot be made longer or shorter either (QEMU: qcow2_truncate_bitmaps_check). */
    void checkResize() throws BlockException {
        for (DirtyBitmap bitmap : onNode.kept()) {
            bitmap.check(DirtyBitmap.Use.CHANGE);
        }
    }

    /** Makes sure that one more can be kept (QEMU: qcow2_co_can_store_new_dirty_bitmap). */
    void checkCanStore(String node, String name, long granularity) throws BlockException {
        Optional<String> reason = reasonAgainst(name, granularity);
        if (reason.isPresent()) {
            throw new BlockException(
                    Errno.EINVAL, "Can't make bitmap '" + name + "' persistent in '" + node + "': " + reason.get());
        }
    }

    private Optional<String> reasonAgainst(String name, long granularity) {
        if (image.header().version() < 3) {
            return Optional.of("Cannot store dirty bitmaps in qcow2 v2 files");
        }
        long most = 1L << BitmapTables.MAX_GRANULARITY_BITS;
        if (granularity > most) {
            return Optional.of("Granularity exceeds maximum (" + most + " bytes)");
        }
        long bytes = Math.ceilDiv(Math.ceilDiv(image.header().size(), granularity), (long) Byte.SIZE);
        if (bytes > BitmapTables.MOST_BYTES) {
            return Optional.of("Too much space will be occupied by the bitmap. Use larger granularity");
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > BitmapTables.MOST_NAME) {
            return Optional.of("Name length exceeds maximum (" + BitmapTables.MOST_NAME + " characters)");
        }
        List<DirtyBitmap> kept = onNode.kept();
        if (kept.size() + 1 > MOST_BITMAPS) {
            return Optional.of("Maximum number of persistent bitmaps is already reached");
        }
        long directory = BitmapTables.entryBytes(name);
        for (DirtyBitmap bitmap : kept) {
            directory += BitmapTables.entryBytes(bitmap.name().orElseThrow());
        }
        if (directory > MOST_DIRECTORY) {
            return Optional.of("Not enough space in the bitmap directory");
        }
        return Optional.empty();
    }
}
