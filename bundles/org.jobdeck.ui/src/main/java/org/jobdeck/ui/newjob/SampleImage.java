package org.jobdeck.ui.newjob;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.jobdeck.source.Units;
import org.jobdeck.ui.i18n.Messages;

/**
 * An image to try things with, full of noise so that a copy has something to do.
 *
 * @param file where
 */
record SampleImage(Path file) implements Preparation {

    /** How long it is, in bytes. */
    static final long SIZE = 128L << 20;

    private static final Messages TEXTS = Messages.of(SampleImage.class);
    private static final int CHUNK = 1 << 20;

    @Override
    public String text() {
        return TEXTS.format("sample.step", file, Units.bytes(SIZE));
    }

    @Override
    public void carryOut() throws IOException {
        if (Files.isRegularFile(file) && Files.size(file) == SIZE) {
            // left by an earlier try
            return;
        }
        Files.createDirectories(file.getParent());
        byte[] noise = new byte[CHUNK];
        new Random(SIZE).nextBytes(noise);
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
            for (long written = 0; written < SIZE; written += CHUNK) {
                out.write(noise);
            }
        } catch (FileAlreadyExistsException e) {
            throw new IOException(TEXTS.format("sample.exists", file), e);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw new IOException(TEXTS.format("sample.failed", file, e.getMessage()), e);
        }
    }
}
