package org.jobdeck.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.ImageInfo;
import org.jobdeck.block.StoredBitmap;
import org.jobdeck.loop.Errno;

/**
 * Makes, deletes and changes a bitmap that an image keeps (QEMU: qemu-img bitmap). All actions take effect, or none. The result is
 * how many bytes all bitmaps take afterwards, with their tables.
 *
 * @param image the image
 * @param name the bitmap
 * @param actions what is done, in that order
 * @param granularity of a new bitmap in bytes; empty: as the clusters of the image are
 * @param sourceImage the image whose bitmap is merged; empty: the same
 * @param dryRun whether nothing is to be changed
 */
public record BitmapOperation(
        ImageSource image,
        String name,
        List<BitmapAction> actions,
        Optional<Long> granularity,
        Optional<ImageSource> sourceImage,
        boolean dryRun)
        implements ImageOperation<Long> {

    private static final int LEAST_VERSION = 3;
    private static final long LEAST_DEFAULT = 4096;
    private static final long MOST_DEFAULT = 65536;
    private static final long LEAST = 512;
    private static final long MOST = 1L << 31;

    /** Copies the list. */
    public BitmapOperation {
        actions = List.copyOf(actions);
    }

    @Override
    public String type() {
        return "image-bitmap";
    }

    @Override
    public Long run(ImageContext context) throws ImageException, BlockException {
        BlockNode node = context.open(image, (dryRun ? OpenMode.READ : OpenMode.WRITE).alone());
        List<StoredBitmap> bitmaps = new ArrayList<>(list(node));
        BlockNode other = sourceImage.isPresent() ? context.open(sourceImage.get(), OpenMode.READ.alone()) : node;
        for (BitmapAction action : actions) {
            try {
                apply(action, node, bitmaps, other);
            } catch (BlockException e) {
                throw failed(action, e);
            }
        }
        try {
            if (dryRun) {
                requireStorable(node);
            } else {
                node.storeBitmaps(bitmaps);
                node.flush();
            }
        } catch (BlockException e) {
            throw failed(actions.getLast(), e);
        }
        return MeasureOperation.bytesOf(bitmaps, node.length(), clusterSize(node));
    }

    /** Bitmaps can be stored in images of the format qcow2 and its version 3 only. */
    private static void requireStorable(BlockNode node) throws BlockException {
        ImageInfo info = node.driver().imageInfo().orElseThrow(() -> new BlockException(Errno.ENOTSUP));
        if (info.version() < LEAST_VERSION) {
            throw new BlockException(Errno.ENOTSUP, "Cannot store dirty bitmaps in qcow2 v2 files");
        }
    }

    private static long clusterSize(BlockNode node) {
        return node.driver().imageInfo().map(ImageInfo::clusterSize).orElse((int) MOST_DEFAULT);
    }

    private ImageException failed(BitmapAction action, BlockException e) {
        return new ImageException("Operation " + action.kind().word() + " on bitmap " + name + " failed", e);
    }

    /** The bitmaps of a node; none where there can be none. */
    static List<StoredBitmap> list(BlockNode node) throws BlockException {
        try {
            return node.storedBitmaps();
        } catch (BlockException e) {
            if (e.errno() == Errno.ENOTSUP) {
                return List.of();
            }
            throw e;
        }
    }

    private void apply(BitmapAction action, BlockNode node, List<StoredBitmap> bitmaps, BlockNode other)
            throws BlockException {
        switch (action.kind()) {
            case ADD -> add(node, bitmaps);
            case REMOVE -> bitmaps.remove(find(bitmaps, name));
            case CLEAR -> replace(bitmaps, usable(bitmaps, name), b -> b.with(new byte[b.bits().length]));
            case ENABLE -> replace(bitmaps, usable(bitmaps, name), b -> enabled(b, true));
            case DISABLE -> replace(bitmaps, usable(bitmaps, name), b -> enabled(b, false));
            case MERGE -> {
                StoredBitmap target = usable(bitmaps, name);
                StoredBitmap source = usable(other == node ? bitmaps : list(other), action.source());
                if (other.length() != node.length()) {
                    throw new BlockException(
                            Errno.EINVAL,
                            "Bitmaps are of different sizes (destination size is " + node.length() + ", source size is "
                                    + other.length() + ") and can't be merged");
                }
                replace(bitmaps, target, b -> merged(b, source, node.length()));
            }
        }
    }

    private void add(BlockNode node, List<StoredBitmap> bitmaps) throws BlockException {
        if (bitmaps.stream().anyMatch(b -> b.name().equals(name))) {
            throw new BlockException(Errno.EEXIST, "Bitmap already exists: " + name);
        }
        long unit = granularity.orElse(Math.clamp(clusterSize(node), LEAST_DEFAULT, MOST_DEFAULT));
        if (Long.bitCount(unit) != 1 || unit < LEAST) {
            throw new BlockException(Errno.EINVAL, "Granularity must be power of 2 and at least " + LEAST);
        }
        if (unit > MOST) {
            throw new BlockException(Errno.EINVAL, "Granularity exceeds maximum (" + MOST + " bytes)");
        }
        bitmaps.add(StoredBitmap.empty(name, unit, node.length()));
    }

    private static StoredBitmap find(List<StoredBitmap> bitmaps, String wanted) throws BlockException {
        for (StoredBitmap bitmap : bitmaps) {
            if (bitmap.name().equals(wanted)) {
                return bitmap;
            }
        }
        throw new BlockException(Errno.ENOENT, "Dirty bitmap '" + wanted + "' not found");
    }

    private static StoredBitmap usable(List<StoredBitmap> bitmaps, String wanted) throws BlockException {
        StoredBitmap bitmap = find(bitmaps, wanted);
        if (bitmap.inUse()) {
            throw new BlockException(Errno.EINVAL, "Bitmap '" + wanted + "' is inconsistent and cannot be used");
        }
        return bitmap;
    }

    @FunctionalInterface
    private interface Edit {
        StoredBitmap of(StoredBitmap bitmap);
    }

    private static void replace(List<StoredBitmap> bitmaps, StoredBitmap old, Edit edit) {
        bitmaps.set(bitmaps.indexOf(old), edit.of(old));
    }

    private static StoredBitmap enabled(StoredBitmap b, boolean enabled) {
        return new StoredBitmap(b.name(), b.granularity(), enabled, b.inUse(), b.bits());
    }

    private static StoredBitmap merged(StoredBitmap into, StoredBitmap from, long length) {
        byte[] bits = into.bits().clone();
        for (long at = 0; at < length; at += from.granularity()) {
            long bit = at / from.granularity();
            if ((from.bits()[(int) (bit / Byte.SIZE)] >> bit % Byte.SIZE & 1) == 0) {
                continue;
            }
            long end = Math.min(length, at + from.granularity());
            for (long other = at / into.granularity(); other * into.granularity() < end; other++) {
                bits[(int) (other / Byte.SIZE)] |= (byte) (1 << other % Byte.SIZE);
            }
        }
        return into.with(bits);
    }
}
