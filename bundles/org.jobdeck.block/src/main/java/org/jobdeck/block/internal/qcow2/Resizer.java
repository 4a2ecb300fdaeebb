package org.jobdeck.block.internal.qcow2;

import java.util.Arrays;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.Preallocation;
import org.jobdeck.loop.Errno;

/** Makes the guest's disk longer or shorter (QEMU: qcow2_co_truncate). Takes the locks itself. */
final class Resizer {

    private static final int SECTOR = 512;

    private final ImageState image;
    private final Geometry geometry;
    private final CoroutineLock lock;
    private final Metadata meta;
    private final Clearer clearer;
    private final Zeroing zeroing;
    private final Preallocator preallocator;
    private final Backing backing;
    private final Reader reader;

    /** One at a time. */
    private final CoroutineLock turn = new CoroutineLock();

    Resizer(
            ImageState image,
            CoroutineLock lock,
            Metadata meta,
            Clearer clearer,
            Zeroing zeroing,
            Preallocator preallocator,
            Backing backing,
            Reader reader) {
        this.image = image;
        this.geometry = image.geometry();
        this.lock = lock;
        this.meta = meta;
        this.clearer = clearer;
        this.zeroing = zeroing;
        this.preallocator = preallocator;
        this.backing = backing;
        this.reader = reader;
    }

    /** Changes the length; what is new reads as zeroes. */
    void resize(long size, Preallocation mode) throws BlockException {
        image.requireAlive();
        if (size % SECTOR != 0) {
            throw new BlockException(Errno.EINVAL, "The new size must be a multiple of 512");
        }
        turn.run(() -> {
            long old = image.header().size();
            // as QEMU, whose images of version 2 cannot say how long the disk of a snapshot was
            if (image.header().snapshots().entries() > 0 && image.header().version() < 3) {
                throw new BlockException(Errno.ENOTSUP, "Can't resize a v2 image which has snapshots");
            }
            if (size < old) {
                shrink(old, size, mode);
            } else {
                grow(old, size, mode);
            }
            lock.run(() -> {
                image.writeSize(size);
                image.file().flush();
            });
        });
    }

    private void grow(long old, long size, Preallocation mode) throws BlockException {
        try {
            lock.run(() -> growL1(geometry.l1Entries(size)));
        } catch (BlockException e) {
            throw new BlockException(e.errno(), "Failed to grow the L1 table: " + e.getMessage(), e);
        }
        preallocator.preallocate(old, size, mode);
        zeroNew(old, size);
        if (mode != Preallocation.OFF) {
            lock.run(() -> meta.order().write());
        }
    }

    /** Makes the L1 table longer if it is not long enough; metadata lock held. */
    void growL1(long wanted) throws BlockException {
        TablePlace old = image.header().l1();
        if (wanted <= old.entries()) {
            return;
        }
        if (wanted > Limits.MAX_L1_BYTES / Long.BYTES) {
            throw new BlockException(Errno.EFBIG);
        }
        int entries = (int) wanted;
        image.file().event("l1_grow_alloc_table");
        long offset = meta.allocator().forBytes((long) entries * Long.BYTES, "L1 table");
        // all that the table leads to is on the disk when it is
        meta.order().write();
        long[] longer = Arrays.copyOf(meta.l1().copy(), entries);
        image.file().event("l1_grow_write_table");
        image.file().flush();
        image.fresh().write(offset, L1Table.bytes(longer));
        image.file().flush();
        image.file().event("l1_grow_activate_table");
        image.writeL1Place(new TablePlace(offset, entries));
        image.file().flush();
        meta.l1().replaceBy(longer);
        meta.allocator().freeBytes(old.offset(), (long) old.entries() * Long.BYTES, false);
    }

    /** What is below must not show through, nor what was there before the disk was once made shorter. */
    private void zeroNew(long old, long size) throws BlockException {
        long whole = Math.min(geometry.unitEnd(old), size);
        try {
            if (size > whole && backing.length() > whole) {
                clearer.zero(whole, size - whole, false);
            }
        } catch (BlockException e) {
            throw new BlockException(e.errno(), "Failed to zero out new area: " + e.getMessage(), e);
        }
        // of the last cluster, all is still there that was not in the disk
        long rest = Math.min(geometry.clusterEnd(old), size);
        if (!reader.isZero(old, rest - old)) {
            zeroing.writeZeroes(old, rest);
        }
    }

    /** Forgets all data (QEMU: qcow2_make_empty). */
    void makeEmpty() throws BlockException {
        long end = geometry.clusterEnd(image.header().size());
        if (end > 0) {
            clearer.drop(0, end);
        }
        lock.run(() -> {
            for (int i = meta.l1().size() - 1; i >= 0; i--) {
                meta.tables().drop(i);
            }
            meta.order().write();
            shrinkFile();
        });
    }

    private void shrink(long old, long size, Preallocation mode) throws BlockException {
        if (mode != Preallocation.OFF) {
            throw new BlockException(Errno.EINVAL, "Preallocation can't be used for shrinking an image");
        }
        long from = geometry.clusterEnd(size);
        try {
            if (from < old) {
                clearer.drop(from, geometry.clusterEnd(old) - from);
            }
        } catch (BlockException e) {
            throw new BlockException(e.errno(), "Failed to discard cropped clusters: " + e.getMessage(), e);
        }
        lock.run(() -> {
            for (int i = meta.l1().size() - 1; i >= geometry.l1Entries(size); i--) {
                meta.tables().drop(i);
            }
            meta.order().write();
        });
        if (image.hasDataFile()) {
            image.data().truncate(size, Preallocation.OFF);
        }
        lock.run(this::shrinkFile);
    }

    private void shrinkFile() throws BlockException {
        meta.refcounts().dropUnusedBlocks();
        meta.order().write();
        long length = image.file().length();
        long last = meta.refcounts().lastUsed(Math.ceilDiv(length, geometry.clusterSize()));
        long end = last + 1 << geometry.clusterBits();
        if (end < length) {
            image.file().truncate(end, Preallocation.OFF);
        }
    }
}
