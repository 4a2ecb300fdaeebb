package org.jobdeck.image;

import java.util.Optional;

/**
 * A run of an image's data of one kind (QEMU: MapEntry).
 *
 * @param start where it begins, in bytes
 * @param length how long it is, in bytes
 * @param depth how many images down the chain the one is that has it
 * @param present whether that image, and no other, determines what is read
 * @param zero whether it reads as zeroes
 * @param data whether there are data to read
 * @param offset where it lies in the file, if it has one place
 * @param fileName the file it lies in
 */
public record MapEntry(
        long start,
        long length,
        int depth,
        boolean present,
        boolean zero,
        boolean data,
        Optional<Long> offset,
        Optional<String> fileName) {

    /** Whether another run that follows is no more than this one's continuation. */
    boolean goesOnWith(MapEntry next) {
        return depth == next.depth
                && present == next.present
                && zero == next.zero
                && data == next.data
                && fileName.equals(next.fileName)
                && offset.map(at -> at + length).equals(next.offset);
    }

    /** This run and the one that continues it. */
    MapEntry with(MapEntry next) {
        return new MapEntry(start, length + next.length, depth, present, zero, data, offset, fileName);
    }
}
