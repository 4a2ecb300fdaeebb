package org.jobdeck.cli;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What there is of disk and memory, as far as the system says it. */
final class Room {

    private static final long SPARE = 1L << 30;
    private static final long KIB = 1024;

    private Room() {}

    /** Why so many bytes should not be written into a folder, if that is so. */
    static Optional<String> lacks(Path folder, long bytes) throws IOException {
        FileStore store = Files.getFileStore(folder);
        if (store.getUsableSpace() < bytes + SPARE) {
            return Optional.of("there is not room for " + bytes / CopyBench.MIB + " MiB");
        }
        long memory = kibibytes(Path.of("/proc/meminfo"), "MemAvailable:") * KIB;
        if (store.type().equals("tmpfs") && memory > 0 && memory < bytes + SPARE) {
            return Optional.of("it is in memory, of which there is not enough for " + bytes / CopyBench.MIB + " MiB");
        }
        return Optional.empty();
    }

    /** How many bytes of a process that runs were resident at most until now; 0 if that is not known. */
    static long resident(long pid) {
        return kibibytes(Path.of("/proc", Long.toString(pid), "status"), "VmHWM:") * KIB;
    }

    /** The amount behind a name; 0 without the file or the name. */
    private static long kibibytes(Path file, String name) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0;
        }
    }
}
