package org.jobdeck.ui.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.jobdeck.ui.i18n.Messages;

/** A file that is written as a whole or not at all. */
public final class TextFile {

    private static final Messages TEXTS = Messages.of(TextFile.class);

    private TextFile() {}

    /**
     * Writes it, over the one that is there.
     *
     * @throws IOException with a sentence for the user
     */
    public static void write(Path file, String text) throws IOException {
        Path part = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            try {
                Files.writeString(part, text, StandardCharsets.UTF_8);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new IOException(TEXTS.format("not.written", file, reason(e)), e);
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> TEXTS.get("no.folder");
            case AccessDeniedException _ -> TEXTS.get("no.access");
            default -> String.valueOf(e.getMessage());
        };
    }
}
