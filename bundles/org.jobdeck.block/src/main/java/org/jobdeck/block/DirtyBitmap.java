package org.jobdeck.block;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jobdeck.loop.Errno;

/**
 * Which parts of a node were written since a moment of the user's choice (QEMU: BdrvDirtyBitmap).
 *
 * <p>Bits are set by the node's requests and read by anybody; what the bitmap is for changes in the main loop. Any thread
 * may ask.
 *
 * <p>While an operation works with what a bitmap had at its beginning, a <em>successor</em> records what is written
 * meanwhile; in the end it either takes the bitmap's place or is merged back into it.
 */
public final class DirtyBitmap implements NodeBitmap {

    /** What somebody wants to do with a bitmap, which decides what stands in the way (QEMU: BDRV_BITMAP_*). */
    public enum Use {
        /** Change its bits. */
        CHANGE,
        /** Look at its bits, or say whether writes set them. */
        READ,
        /** Remove it. */
        REMOVE
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final long granularity;
    private BitPages bits;
    private long size;
    private Optional<String> name;
    private boolean enabled = true;
    private boolean busy;
    private boolean readOnly;
    private boolean inconsistent;
    private boolean persistent;
    private DirtyBitmap successor;

    /** Empty, for so many bytes. */
    DirtyBitmap(Optional<String> name, long granularity, long size) {
        this.name = name;
        this.granularity = granularity;
        this.size = size;
        this.bits = new BitPages(bitsOf(size));
    }

    private long bitsOf(long bytes) {
        return (bytes + granularity - 1) / granularity;
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<String> name() {
        return locked(() -> name);
    }

    @Override
    public long granularity() {
        return granularity;
    }

    /** For how many bytes it has bits. */
    public long size() {
        return locked(() -> size);
    }

    @Override
    public long count() {
        return locked(() -> bits.count() * granularity);
    }

    @Override
    public boolean isRecording() {
        return locked(() -> enabled || successor != null && successor.isEnabled());
    }

    /** Whether it sets bits itself; while it has a successor that does so instead. */
    public boolean isEnabled() {
        return locked(() -> enabled);
    }

    /** Whether writes set bits from now on. */
    public void enable(boolean record) {
        change(() -> enabled = record);
    }

    @Override
    public boolean isBusy() {
        return locked(() -> busy);
    }

    /** Keeps it for an operation, or gives it back. */
    public void busy(boolean nowBusy) {
        change(() -> busy = nowBusy);
    }

    @Override
    public boolean isPersistent() {
        return locked(() -> persistent);
    }

    /** Whether it is to be kept in the image. */
    public void persistent(boolean keep) {
        change(() -> persistent = keep);
    }

    /** Whether it may not change, nor may the node be written, because it is in an image that is only read. */
    public boolean isReadOnly() {
        return locked(() -> readOnly);
    }

    /** Forbids changes, or allows them. */
    public void readOnly(boolean forbid) {
        change(() -> readOnly = forbid);
    }

    @Override
    public boolean isInconsistent() {
        return locked(() -> inconsistent);
    }

    /** Nobody knows which bits it lacks: from now on it can only be removed. */
    public void markInconsistent() {
        change(() -> {
            inconsistent = true;
            enabled = false;
        });
    }

    /**
     * Makes sure that nothing stands in the way of a use.
     *
     * @throws BlockException with QEMU's text
     */
    public void check(Use use) throws BlockException {
        if (isBusy()) {
            throw refused(" is currently in use by another operation and cannot be used");
        }
        if (use != Use.READ && isReadOnly()) {
            throw refused(" is readonly and cannot be modified");
        }
        if (use != Use.REMOVE && isInconsistent()) {
            throw refused(" is inconsistent and cannot be used");
        }
    }

    private BlockException refused(String what) {
        return new BlockException(Errno.EINVAL, "Bitmap '" + name().orElse("") + "'" + what);
    }

    /** Sets the bits of a range. */
    public void set(long offset, long bytes) {
        change(() -> bits.set(offset / granularity, bitsOf(offset + bytes)));
    }

    /** Clears the bits of a range. */
    public void reset(long offset, long bytes) {
        change(() -> bits.clear(offset / granularity, bitsOf(offset + bytes)));
    }

    /** Whether the bit of an offset is set. */
    public boolean isDirty(long offset) {
        return locked(() -> bits.get(offset / granularity));
    }

    /**
     * A run of bytes whose bits are set.
     *
     * @param offset where it begins
     * @param bytes how long it is; it ends at the latest where the node ends
     */
    public record Area(long offset, long bytes) {}

    /** The first run at or after an offset, at most so long; empty if there is none (QEMU: bdrv_dirty_bitmap_next_dirty_area). */
    public Optional<Area> next(long from, long maxBytes) {
        return locked(() -> {
            long first = from < size ? bits.nextSet(from / granularity) : -1;
            if (first < 0) {
                return Optional.empty();
            }
            long start = Math.max(from, first * granularity);
            long end = Math.min(size, bits.nextClear(first) * granularity);
            return Optional.of(new Area(start, Math.min(maxBytes, end - start)));
        });
    }

    /**
     * So many bytes of bits (QEMU: bdrv_dirty_bitmap_serialize_part).
     *
     * @param firstBit the number of the lowest bit of the first byte; bit n stands for the bytes from n times the
     *     granularity on
     */
    public byte[] toBytes(long firstBit, int length) {
        return locked(() -> bits.toBytes(firstBit, length));
    }

    /** Sets the bits that are set there (QEMU: bdrv_dirty_bitmap_deserialize_part); otherwise like {@link #toBytes}. */
    public void add(long firstBit, byte[] bytes) {
        change(() -> bits.add(firstBit, bytes));
    }

    /** Clears all bits; what was set can be {@linkplain #restore put back}. */
    public Bits clear() {
        return locked(() -> {
            Bits old = new Bits(bits);
            bits = new BitPages(bits.bound());
            return old;
        });
    }

    /** Puts back what was there before. */
    public void restore(Bits before) {
        change(() -> bits = before.pages.bound() == bits.bound() ? before.pages : before.pages.copy(bits.bound()));
    }

    /** The bits of a bitmap at a moment. */
    public static final class Bits {
        private final BitPages pages;

        private Bits(BitPages pages) {
            this.pages = pages;
        }
    }

    /**
     * Sets the bits, too, that are set in another bitmap, be its granularity what it may (QEMU: bdrv_merge_dirty_bitmap).
     *
     * @return the bits before
     * @throws BlockException if one of the two cannot be used so, or they are for nodes of different lengths
     */
    public Bits merge(DirtyBitmap source) throws BlockException {
        check(Use.CHANGE);
        source.check(Use.READ);
        if (size() != source.size()) {
            throw new BlockException(
                    Errno.EINVAL,
                    "Bitmaps are of different sizes (destination size is " + size() + ", source size is "
                            + source.size() + ") and can't be merged");
        }
        Bits before = locked(() -> new Bits(bits.copy(bits.bound())));
        add(source);
        return before;
    }

    private void add(DirtyBitmap source) {
        Optional<Area> area = source.next(0, Long.MAX_VALUE);
        while (area.isPresent()) {
            set(area.get().offset(), area.get().bytes());
            area = source.next(area.get().offset() + area.get().bytes(), Long.MAX_VALUE);
        }
    }

    /** The node has another length. */
    void resize(long newSize) {
        change(() -> {
            size = newSize;
            bits = bits.copy(bitsOf(newSize));
        });
    }

    Optional<DirtyBitmap> successor() {
        return locked(() -> Optional.ofNullable(successor));
    }

    /** From now on the successor records what this one would have. */
    void successor(DirtyBitmap next) {
        change(() -> {
            next.enable(enabled);
            enabled = false;
            busy = true;
            successor = next;
        });
    }

    /** The successor takes this one's name and place. */
    DirtyBitmap abdicate() {
        return locked(() -> {
            DirtyBitmap heir = successor;
            Optional<String> mine = name;
            heir.change(() -> {
                heir.name = mine;
                heir.persistent = persistent;
            });
            name = Optional.empty();
            persistent = false;
            successor = null;
            busy = false;
            return heir;
        });
    }

    /** Takes over what the successor has recorded. */
    DirtyBitmap reclaim() {
        DirtyBitmap gone = locked(() -> successor);
        add(gone);
        change(() -> {
            enabled = gone.isEnabled();
            successor = null;
            busy = false;
        });
        return gone;
    }

    /** A fingerprint of the bits (QEMU: x-debug-block-dirty-bitmap-sha256, of its words of 64 bits, least first). */
    public String sha256() {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
        lock.lock();
        try {
            long words = Math.max(1, (bits.bound() + Long.SIZE - 1) / Long.SIZE);
            ByteBuffer word = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (long i = 0; i < words; i++) {
                digest.update(word.putLong(0, word(i)).array());
            }
        } finally {
            lock.unlock();
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private long word(long index) {
        long value = 0;
        long first = index * Long.SIZE;
        long end = Math.min(bits.bound(), first + Long.SIZE);
        for (long at = first; at < end; at++) {
            if (bits.get(at)) {
                value |= 1L << at - first;
            }
        }
        return value;
    }

    @Override
    public String toString() {
        return "DirtyBitmap[" + name().orElse("") + "]";
    }
}
