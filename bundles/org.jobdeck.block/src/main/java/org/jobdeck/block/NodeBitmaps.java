package org.jobdeck.block;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jobdeck.loop.Errno;

/** The bitmaps on one node, newest first. The list changes in the main loop; any thread may read. */
public final class NodeBitmaps {

    private static final int MOST_NAME = 1023;
    private static final long LEAST_GRANULARITY = 512;
    private static final long LEAST_DEFAULT = 4096;
    private static final long MOST_DEFAULT = 65536;

    private final BlockNode node;
    private final List<NodeBitmap> all = new CopyOnWriteArrayList<>();

    NodeBitmaps(BlockNode node) {
        this.node = node;
    }

    /** All of them. */
    public List<NodeBitmap> all() {
        return List.copyOf(all);
    }

    /** Shows one that somebody keeps elsewhere. */
    void show(NodeBitmap bitmap) {
        all.addFirst(bitmap);
    }

    /** Takes a bitmap out (QEMU: bdrv_release_dirty_bitmap). */
    public void remove(NodeBitmap bitmap) {
        node.graph().requireMain("removing a bitmap");
        all.remove(bitmap);
    }

    /** The bitmap of a name. */
    public Optional<DirtyBitmap> find(String name) {
        for (NodeBitmap bitmap : all) {
            if (bitmap instanceof DirtyBitmap dirty && dirty.name().equals(Optional.of(name))) {
                return Optional.of(dirty);
            }
        }
        return Optional.empty();
    }

    /** The bitmap of a name that must be there. */
    public DirtyBitmap require(String name) throws BlockException {
        return find(name).orElseThrow(() -> new BlockException(Errno.ENOENT, "Dirty bitmap '" + name + "' not found"));
    }

    /**
     * Adds an empty bitmap that records writes from now on (QEMU: bdrv_create_dirty_bitmap).
     *
     * @param name its name; empty for one of the caller's own
     * @param granularity how many bytes one bit stands for: a power of two, at least 512
     * @throws BlockException if there is one of that name, or the name is too long
     */
    public DirtyBitmap add(Optional<String> name, long granularity) throws BlockException {
        node.graph().requireMain("adding a bitmap");
        if (!isGranularity(granularity)) {
            throw new IllegalArgumentException("no granularity: " + granularity);
        }
        if (name.isPresent() && find(name.get()).isPresent()) {
            throw new BlockException(Errno.EEXIST, "Bitmap already exists: " + name.get());
        }
        if (name.isPresent() && name.get().getBytes(StandardCharsets.UTF_8).length > MOST_NAME) {
            throw new BlockException(Errno.EINVAL, "Bitmap name too long: " + name.get());
        }
        DirtyBitmap bitmap = new DirtyBitmap(name, granularity, node.length());
        all.addFirst(bitmap);
        return bitmap;
    }

    /** An empty bitmap that the image keeps, and that does not record yet; it is to be {@linkplain #addKept added}. */
    public DirtyBitmap newKept(String name, long granularity) {
        DirtyBitmap bitmap = new DirtyBitmap(Optional.of(name), granularity, node.length());
        bitmap.persistent(true);
        bitmap.enable(false);
        return bitmap;
    }

    /**
     * Adds bitmaps that the image keeps, the oldest first.
     *
     * @throws BlockException if there are two of one name; then none is added
     */
    public void addKept(List<DirtyBitmap> oldestFirst) throws BlockException {
        Set<Optional<String>> names = new HashSet<>();
        all.forEach(bitmap -> names.add(bitmap.name()));
        for (DirtyBitmap bitmap : oldestFirst) {
            if (!names.add(bitmap.name())) {
                throw new BlockException(
                        Errno.EEXIST, "Bitmap already exists: " + bitmap.name().orElse(""));
            }
        }
        all.addAll(0, oldestFirst.reversed());
    }

    /** The bitmaps that the image keeps, or is to keep, newest first. */
    public List<DirtyBitmap> kept() {
        List<DirtyBitmap> kept = new ArrayList<>();
        for (NodeBitmap bitmap : all) {
            if (bitmap instanceof DirtyBitmap dirty && dirty.isPersistent()) {
                kept.add(dirty);
            }
        }
        return kept;
    }

    /** The image keeps these from now on, and no others. */
    void replaceKept(List<StoredBitmap> stored) throws BlockException {
        kept().forEach(this::remove);
        List<DirtyBitmap> fresh = new ArrayList<>();
        for (StoredBitmap each : stored) {
            DirtyBitmap bitmap = newKept(each.name(), each.granularity());
            bitmap.add(0, each.bits());
            bitmap.enable(each.enabled());
            if (each.inUse()) {
                bitmap.markInconsistent();
            }
            fresh.add(bitmap);
        }
        addKept(fresh);
    }

    /** Whether one bit can stand for so many bytes. */
    public static boolean isGranularity(long bytes) {
        return bytes >= LEAST_GRANULARITY && Long.bitCount(bytes) == 1;
    }

    /** How many bytes one bit stands for where nobody says so: a cluster of the image, within limits. */
    public long defaultGranularity() {
        BlockNode image = node;
        while (image.driver().imageInfo().isEmpty() && image.primaryChild().isPresent()) {
            image = image.primaryChild().get().node();
        }
        return image.driver()
                .imageInfo()
                .map(info -> Math.clamp(info.clusterSize(), LEAST_DEFAULT, MOST_DEFAULT))
                .orElse(MOST_DEFAULT);
    }

    /**
     * Lets a successor record what is written from now on, while an operation uses the bitmap (QEMU:
     * bdrv_dirty_bitmap_create_successor).
     *
     * @throws BlockException if the bitmap is in use already
     */
    public DirtyBitmap createSuccessor(DirtyBitmap bitmap) throws BlockException {
        if (bitmap.isBusy()) {
            throw new BlockException(
                    Errno.EBUSY, "Cannot create a successor for a bitmap that is in-use by an operation");
        }
        if (bitmap.successor().isPresent()) {
            throw new BlockException(Errno.EBUSY, "Cannot create a successor for a bitmap that already has one");
        }
        DirtyBitmap successor = add(Optional.empty(), bitmap.granularity());
        bitmap.successor(successor);
        return successor;
    }

    /** The successor takes the bitmap's place (QEMU: bdrv_dirty_bitmap_abdicate). */
    public DirtyBitmap abdicate(DirtyBitmap bitmap) {
        DirtyBitmap heir = bitmap.abdicate();
        remove(bitmap);
        return heir;
    }

    /** What the successor has recorded goes into the bitmap, as if it had recorded it itself (QEMU: bdrv_reclaim_dirty_bitmap). */
    public void reclaim(DirtyBitmap bitmap) {
        remove(bitmap.reclaim());
    }

    /** A range was written, or may have been. In the node's loop. */
    void written(long offset, long bytes) {
        for (NodeBitmap bitmap : all) {
            if (bitmap instanceof DirtyBitmap dirty && dirty.isEnabled()) {
                dirty.set(offset, bytes);
            }
        }
    }

    /** Whether one of them forbids that the node be written. */
    boolean forbidWrites() {
        for (NodeBitmap bitmap : all) {
            if (bitmap instanceof DirtyBitmap dirty && dirty.isReadOnly()) {
                return true;
            }
        }
        return false;
    }

    /** The node has another length. In the node's loop. */
    void resized(long length) {
        for (NodeBitmap bitmap : all) {
            if (bitmap instanceof DirtyBitmap dirty) {
                dirty.resize(length);
            }
        }
    }
}
