package org.jobdeck.source.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether there is room for a new image.
 *
 * @param verdict in a word
 * @param folder where it is to be
 * @param most what it may come to need, in bytes
 * @param now what it needs as things are now, in bytes
 * @param free what is free there, in bytes
 */
public record RoomCheck(Verdict verdict, Path folder, long most, long now, long free) {

    /** How the room compares with the need. */
    public enum Verdict {
        /** It will do whatever happens. */
        ENOUGH,
        /** It will do now, but not if the image fills up. */
        TIGHT,
        /** It will not do. */
        TOO_SMALL
    }

    /**
     * Compares.
     *
     * @param most the virtual size
     * @param now what the source has allocated; -1 if unknown, which counts as all
     */
    public static RoomCheck of(Path folder, long most, long now, long free) {
        long needed = now < 0 ? most : Math.min(now, most);
        Verdict verdict = free < needed ? Verdict.TOO_SMALL : free < most ? Verdict.TIGHT : Verdict.ENOUGH;
        return new RoomCheck(verdict, folder, most, needed, free);
    }

    /**
     * Compares with what is free in the file system of that file; it may wait for that. Empty if there is no such folder
     * or the system does not tell.
     */
    public static Optional<RoomCheck> forFile(Path file, long most, long now) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try {
            return Optional.of(of(folder, most, now, Files.getFileStore(folder).getUsableSpace()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
