package org.jobdeck.daemon.differential;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
        try (FileChannel file = FileChannel.open(
                folder.resolve(name),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            if (size > 0) {
                // a sparse file of full length: what is not written below stays a hole
                file.write(ByteBuffer.wrap(new byte[1]), size - 1);
                file.truncate(size);
            }
            int step = content == Content.MIXED ? 2 * MIB : MIB;
            for (int at = 0; content != Content.HOLES && at < size; at += step) {
                file.write(ByteBuffer.wrap(NOISE, 0, Math.min(MIB, size - at)), at);
            }
        }
    }
}
