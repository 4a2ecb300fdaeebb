package org.jobdeck.cli;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Images for tests. */
final class Images {

    private Images() {}

    /** A file of that length with random data from 0 to {@code data} and nothing behind. */
    static Path make(Path path, long length, int data) throws IOException {
        byte[] bytes = new byte[data];
        new Random(length).nextBytes(bytes);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(length);
            file.write(bytes);
        }
        return path;
    }

    /** A file of that length, all of it random. */
    static Path full(Path path, int length) throws IOException {
        return make(path, length, length);
    }

    static boolean same(Path a, Path b) throws IOException {
        return Files.mismatch(a, b) == -1;
    }
}
