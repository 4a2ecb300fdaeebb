package org.jobdeck.demo;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Random;

/** Sample images in a temporary folder: sparse raw files, 64 KiB of data and 64 KiB of nothing in turn. */
final class DemoImages {

    static final String PREFIX = "jobdeck-demo-";

    private static final int EXTENT = 64 << 10;
    private static final long ROOM = 300_000_000;

    private final Path folder;

    private DemoImages(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes the folder.
     *
     * @throws DemoException if there is no place for it, or too little room in it
     */
    static DemoImages inTemporaryFolder() throws DemoException {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            long usable = Files.getFileStore(parent).getUsableSpace();
            if (usable < ROOM) {
                throw new DemoException("The demo needs " + ROOM / 1_000_000 + " MB in the temporary folder '" + parent
                        + "', which has " + usable / 1_000_000
                        + " MB left; free some room or set TMPDIR to another folder.");
            }
            return new DemoImages(Files.createTempDirectory(parent, PREFIX));
        } catch (IOException e) {
            throw new DemoException(
                    "The demo cannot make a folder in the temporary folder '" + parent + "' (" + e
                            + "); set TMPDIR to a folder that can be written.",
                    e);
        }
    }

    Path folder() {
        return folder;
    }

    /** Makes the image of a job, and the empty target for it. */
    void make(DemoJob job) throws DemoException {
        try {
            fill(source(job), job);
            try (RandomAccessFile target = new RandomAccessFile(target(job).toFile(), "rw")) {
                target.setLength(job.length());
            }
        } catch (IOException e) {
            throw new DemoException(
                    "The demo cannot make its images in '" + folder + "' (" + e + "); free some room there.", e);
        }
    }

    private static void fill(Path image, DemoJob job) throws IOException {
        Random random = new Random(job.id().hashCode());
        byte[] extent = new byte[EXTENT];
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(job.length());
            FileChannel channel = file.getChannel();
            for (long offset = 0; offset < job.length(); offset += 2L * EXTENT) {
                random.nextBytes(extent);
                ByteBuffer rest = ByteBuffer.wrap(extent);
                while (rest.hasRemaining()) {
                    channel.write(rest, offset + rest.position());
                }
            }
        }
    }

    Path source(DemoJob job) {
        return folder.resolve(job.image() + ".raw");
    }

    Path target(DemoJob job) {
        return folder.resolve(job.image() + "-backup.raw");
    }

    /** Removes the folder and all in it; what is gone already is no error. */
    void delete() throws IOException {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                    if (failure instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw failure;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                    Files.deleteIfExists(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException e) {
            System.getLogger(DemoImages.class.getName())
                    .log(System.Logger.Level.DEBUG, "the folder is gone already", e);
        }
    }
}
