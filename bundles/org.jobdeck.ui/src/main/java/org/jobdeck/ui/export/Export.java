package org.jobdeck.ui.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.UUID;
import org.jobdeck.json.JsonValue;
import org.jobdeck.json.JsonWriter;
import org.jobdeck.ui.i18n.Messages;

/**
 * What is to be saved, in both forms. Immutable.
 *
 * @param sheet what is written as CSV
 * @param json what is written as JSON, which may say more
 */
public record Export(Sheet sheet, JsonValue json) {

    private static final Messages TEXTS = Messages.of(Export.class);

    /** The ends of file names, as a file dialog wants them. */
    public static final String[] PATTERNS = {"*.csv", "*.json"};

    /** The same in both forms. */
    public static Export of(Sheet sheet) {
        return new Export(sheet, sheet.json());
    }

    /**
     * Saves it, the whole file or nothing: as JSON if the name ends in {@code .json}, otherwise as CSV. Waits for the
     * disk, so it is nothing for the user interface's thread.
     *
     * @throws IOException with a sentence for the user
     */
    public void save(Path file) throws IOException {
        Path whole = file.toAbsolutePath();
        Path part = whole.resolveSibling("." + whole.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            try {
                Files.writeString(part, text(whole), StandardCharsets.UTF_8);
                Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new IOException(TEXTS.format("failed", file, reason(e)), e);
        }
    }

    private String text(Path file) {
        boolean asJson = file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".json");
        return asJson ? JsonWriter.pretty().write(json) + "\n" : Csv.write(sheet);
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> TEXTS.get("no.folder");
            case AccessDeniedException _ -> TEXTS.get("no.writing");
            default -> String.valueOf(e.getMessage());
        };
    }
}
