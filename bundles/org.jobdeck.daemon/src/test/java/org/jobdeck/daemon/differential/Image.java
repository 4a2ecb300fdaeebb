package org.jobdeck.daemon.differential;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Random;

/**
 * A raw image that exists before the daemon starts.
 *
 * @param name its file name in the script's folder
 * @param size its length in bytes
 * @param content what is in it
 */
record Image(String name, int size, Content content) {

    static final int MIB = 1 << 20;

    /** Data that is no hole; what it is, is all the same. */
    private static final byte[] NOISE = new byte[MIB];

    static {
        new Random(1).nextBytes(NOISE);
    }

    /** What an image holds; changes from data to holes are at whole mebibytes only, which are backup's pieces. */
    enum Content {
        HOLES,
        DATA,
        /** The first mebibyte is data, the second a hole, and so on. */
        MIXED
    }

    /** Makes the file. */
    void create(Path folder) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
            file.setLength(size);
            int step = content == Content.MIXED ? 2 * MIB : MIB;
            for (int at = 0; content != Content.HOLES && at < size; at += step) {
                file.seek(at);
                file.write(NOISE, 0, Math.min(MIB, size - at));
            }
        }
    }
}
