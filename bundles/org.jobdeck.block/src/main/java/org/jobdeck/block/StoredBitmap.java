package org.jobdeck.block;

/**
 * A dirty bitmap as it is kept in an image (QEMU: a persistent bitmap).
 *
 * @param name unique in the image
 * @param granularity how many bytes of the disk one bit stands for; a power of two
 * @param enabled whether writes are recorded in it (QEMU: auto)
 * @param inUse whether somebody did not write it back, so that nobody knows which bits it lacks; it can only be removed
 * @param bits bit n, in byte n / 8 and there from the lowest bit on, stands for the bytes from n times the granularity on
 */
public record StoredBitmap(String name, long granularity, boolean enabled, boolean inUse, byte[] bits) {

    /** How many bytes the bits of a disk of that length take. */
    public static int bytesFor(long size, long granularity) {
        return Math.toIntExact(Math.ceilDiv(Math.ceilDiv(size, granularity), (long) Byte.SIZE));
    }

    /** One without any bit set, for a disk of that length. */
    public static StoredBitmap empty(String name, long granularity, long size) {
        return new StoredBitmap(name, granularity, true, false, new byte[bytesFor(size, granularity)]);
    }

    /** The same with other bits. */
    public StoredBitmap with(byte[] newBits) {
        return new StoredBitmap(name, granularity, enabled, inUse, newBits);
    }
}
