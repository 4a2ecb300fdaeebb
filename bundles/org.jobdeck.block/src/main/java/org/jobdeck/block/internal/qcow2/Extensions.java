package org.jobdeck.block.internal.qcow2;

import java.util.Optional;

/**
 * What a header has beside its fixed part.
 *
 * @param backingName the name of the backing file
 * @param backingFormat the format of the backing file
 * @param dataFile the name of the external data file
 */
record Extensions(Optional<String> backingName, Optional<String> backingFormat, Optional<String> dataFile) {

    static final int END = 0;
    static final int BACKING_FORMAT = 0xe2792aca;
    static final int FEATURE_NAMES = 0x6803f857;
    static final int BITMAPS = 0x23852875;
    static final int ENCRYPTION = 0x0537be77;
    static final int DATA_FILE = 0x44415441;

    static final Extensions NONE = new Extensions(Optional.empty(), Optional.empty(), Optional.empty());

    /** The same with another backing file. */
    Extensions withBacking(Optional<String> name, Optional<String> format) {
        return new Extensions(name, format, dataFile);
    }

    /** The same with another data file. */
    Extensions withDataFile(Optional<String> name) {
        return new Extensions(backingName, backingFormat, name);
    }
}
