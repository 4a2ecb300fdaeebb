package org.jobdeck.daemon;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jobdeck.loop.Errno;

/** Why something about a file failed, in the system's words. */
final class FileReasons {

    private FileReasons() {}

    /** The reason without the file's name, which the caller says. */
    static String of(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> Errno.ENOENT.text();
            case AccessDeniedException _ -> Errno.EACCES.text();
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }
}
