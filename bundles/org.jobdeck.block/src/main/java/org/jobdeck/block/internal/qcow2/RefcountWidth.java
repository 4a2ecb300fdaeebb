package org.jobdeck.block.internal.qcow2;

import java.nio.ByteBuffer;

/**
 * How refcounts are packed in a block: 1 to 64 bits each; those smaller than a byte from its lowest bits on.
 *
 * @param order the base-2 logarithm of the width
 */
record RefcountWidth(int order) {

    int bits() {
        return 1 << order;
    }

    /** The greatest refcount, as an unsigned number. */
    long most() {
        return order == 6 ? -1 : (1L << bits()) - 1;
    }

    long get(ByteBuffer block, int index) {
        return switch (order) {
            case 3 -> Byte.toUnsignedLong(block.get(index));
            case 4 -> Short.toUnsignedLong(block.getShort(index * 2));
            case 5 -> Integer.toUnsignedLong(block.getInt(index * 4));
            case 6 -> block.getLong(index * 8);
            default -> block.get(byteOf(index)) >>> shift(index) & most();
        };
    }

    void set(ByteBuffer block, int index, long value) {
        switch (order) {
            case 3 -> block.put(index, (byte) value);
            case 4 -> block.putShort(index * 2, (short) value);
            case 5 -> block.putInt(index * 4, (int) value);
            case 6 -> block.putLong(index * 8, value);
            default -> {
                int rest = block.get(byteOf(index)) & ~(int) (most() << shift(index));
                block.put(byteOf(index), (byte) (rest | (int) value << shift(index)));
            }
        }
    }

    private int byteOf(int index) {
        return index >> 3 - order;
    }

    private int shift(int index) {
        return (index & (1 << 3 - order) - 1) << order;
    }
}
