package org.jobdeck.block;

import java.util.Optional;

/**
 * What a node knows of a range of its data, without reading it (QEMU: BDRV_BLOCK_*).
 *
 * @param bytes for how many bytes from the offset asked for this holds; 0 only at the end of the node or for a request
 *     of 0 bytes
 * @param data whether there are data to read at this level
 * @param zero whether the range reads as zeroes
 * @param allocated whether this node, and not its backing file, determines what is read
 * @param mapOffset where in {@code file} the range lies; -1 if that is not known (QEMU: without OFFSET_VALID)
 * @param file the node {@code mapOffset} counts in; null if that is not known
 * @param eof whether the range ends where the node ends
 * @param compressed whether the data are stored compressed
 */
public record BlockStatus(
        long bytes,
        boolean data,
        boolean zero,
        boolean allocated,
        long mapOffset,
        BlockNode file,
        boolean eof,
        boolean compressed) {

    /** Data, at a place that is not known. */
    public static BlockStatus data(long bytes) {
        return new BlockStatus(bytes, true, false, true, -1, null, false, false);
    }

    /** Data that are stored compressed (QEMU: BDRV_BLOCK_COMPRESSED). */
    public static BlockStatus compressed(long bytes) {
        return new BlockStatus(bytes, true, false, true, -1, null, false, true);
    }

    /** Data at the given place. */
    public static BlockStatus dataAt(long bytes, BlockNode file, long mapOffset) {
        return new BlockStatus(bytes, true, false, true, mapOffset, file, false, false);
    }

    /** Reads as zeroes because this node says so. */
    public static BlockStatus zero(long bytes) {
        return new BlockStatus(bytes, false, true, true, -1, null, false, false);
    }

    /** Reads as zeroes, at the given place. */
    public static BlockStatus zeroAt(long bytes, BlockNode file, long mapOffset) {
        return new BlockStatus(bytes, false, true, true, mapOffset, file, false, false);
    }

    /** This node has nothing here: what is read comes from the backing file. */
    public static BlockStatus unallocated(long bytes) {
        return new BlockStatus(bytes, false, false, false, -1, null, false, false);
    }

    /** This node has nothing here, but the place for it already. */
    public static BlockStatus unallocatedAt(long bytes, BlockNode file, long mapOffset) {
        return new BlockStatus(bytes, false, false, false, mapOffset, file, false, false);
    }

    /** Where the range lies, if it is known (QEMU: OFFSET_VALID). */
    public Optional<Long> offset() {
        return mapOffset < 0 ? Optional.empty() : Optional.of(mapOffset);
    }

    /** The same for another number of bytes. */
    public BlockStatus withBytes(long newBytes) {
        return new BlockStatus(newBytes, data, zero, allocated, mapOffset, file, eof, compressed);
    }

    /** The same without the first bytes of the range. */
    public BlockStatus from(long skipped) {
        long place = mapOffset < 0 ? mapOffset : mapOffset + skipped;
        return new BlockStatus(bytes - skipped, data, zero, allocated, place, file, eof, compressed);
    }

    /** The same with another mark for the end. */
    public BlockStatus withEof(boolean newEof) {
        return new BlockStatus(bytes, data, zero, allocated, mapOffset, file, newEof, compressed);
    }

    /** The same, known to read as zeroes. */
    public BlockStatus withZero() {
        return new BlockStatus(bytes, data, true, allocated, mapOffset, file, eof, compressed);
    }
}
