package org.jobdeck.block.internal.qcow2;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a header has beside its fixed part.
 *
 * @param backingName the name of the backing file
 * @param backingFormat the format of the backing file
 * @param dataFile the name of the external data file
 * @param bitmaps where the directory of bitmaps is
 * @param unknown what other programs have added
 */
record Extensions(
        Optional<String> backingName,
        Optional<String> backingFormat,
        Optional<String> dataFile,
        Optional<BitmapsPlace> bitmaps,
        List<Unknown> unknown) {

    static final int END = 0;
    static final int BACKING_FORMAT = 0xe2792aca;
    static final int FEATURE_NAMES = 0x6803f857;
    static final int BITMAPS = 0x23852875;
    static final int ENCRYPTION = 0x0537be77;
    static final int DATA_FILE = 0x44415441;

    static final Extensions NONE =
            new Extensions(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    /** The directory of bitmaps: how many there are, how long it is and where it lies, in bytes. */
    record BitmapsPlace(int count, long bytes, long offset) {
        static final int LENGTH = 24;
    }

    /** An extension that nobody here knows. */
    record Unknown(int type, byte[] data) {}

    /** The same with another backing file. */
    Extensions withBacking(Optional<String> name, Optional<String> format) {
        return new Extensions(name, format, dataFile, bitmaps, unknown);
    }

    /** The same with another data file. */
    Extensions withDataFile(Optional<String> name) {
        return new Extensions(backingName, backingFormat, name, bitmaps, unknown);
    }

    /** The same with other bitmaps. */
    Extensions withBitmaps(Optional<BitmapsPlace> place) {
        return new Extensions(backingName, backingFormat, dataFile, place, unknown);
    }

    /** The same with one more that nobody here knows. */
    Extensions withUnknown(int type, byte[] data) {
        List<Unknown> more = new ArrayList<>(unknown);
        more.add(new Unknown(type, data));
        return new Extensions(backingName, backingFormat, dataFile, bitmaps, List.copyOf(more));
    }
}
