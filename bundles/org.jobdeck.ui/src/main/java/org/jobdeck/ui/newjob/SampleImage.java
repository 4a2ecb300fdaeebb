package org.jobdeck.ui.newjob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.jobdeck.source.Units;
import org.jobdeck.ui.i18n.Messages;

/**
 * An image to try things with, full of noise so that a copy has something to do, and an empty one for the copy.
 *
 * @param file where
 * @param copy where the copy is to be
 */
record SampleImage(Path file, Path copy) implements Preparation {

    /** How long it is, in bytes. */
    static final long SIZE = 128L << 20;

    private static final Messages TEXTS = Messages.of(SampleImage.class);
    private static final int CHUNK = 1 << 20;

    @Override
    public String text() {
        return TEXTS.format("sample.step", file, Units.bytes(SIZE), copy);
    }

    /** What an earlier try has left is used again. */
    @Override
    public void carryOut() throws IOException {
        Files.createDirectories(file.getParent());
        if (!isSample(file)) {
            make(file, SampleImage::writeNoise);
        }
        if (!isSample(copy)) {
            make(copy, channel -> channel.position(SIZE - 1).write(ByteBuffer.allocate(1)));
        }
    }

    private static boolean isSample(Path image) throws IOException {
        return Files.isRegularFile(image) && Files.size(image) == SIZE;
    }

    /** Writes an image. */
    private interface Filling {
        void write(SeekableByteChannel channel) throws IOException;
    }

    private static void writeNoise(SeekableByteChannel channel) throws IOException {
        byte[] noise = new byte[CHUNK];
        new Random(SIZE).nextBytes(noise);
        for (long written = 0; written < SIZE; written += CHUNK) {
            channel.write(ByteBuffer.wrap(noise));
        }
    }

    private static void make(Path image, Filling filling) throws IOException {
        try (SeekableByteChannel channel =
                Files.newByteChannel(image, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            filling.write(channel);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(TEXTS.format("sample.exists", image), e);
        } catch (IOException e) {
            Files.deleteIfExists(image);
            throw new IOException(TEXTS.format("sample.failed", image, e.getMessage()), e);
        }
    }
}
