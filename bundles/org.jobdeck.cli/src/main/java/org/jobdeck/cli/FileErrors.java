package org.jobdeck.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** What the system says about files, in words. */
final class FileErrors {

    private FileErrors() {}

    /** Why it did not work, as the end of a sentence. */
    static String reason(IOException e) {
        String reason = switch (e) {
            case NoSuchFileException _ -> "it does not exist";
            case AccessDeniedException _ -> "permission denied";
            case FileSystemException f when f.getReason() != null -> f.getReason();
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
        return reason.isEmpty() ? reason : reason.substring(0, 1).toLowerCase(Locale.ROOT) + reason.substring(1);
    }

    /**
     * The path that the user wrote.
     *
     * @param what what it is for, as in "the source"
     * @throws Failure if no file can be called so
     */
    static Path path(String what, String text) throws Failure {
        if (text.isEmpty()) {
            throw Failure.usage(what + " has an empty name; give the path of a file");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw Failure.usage(what + " '" + text + "' cannot be the name of a file here (" + e.getReason()
                    + "); set LC_ALL to a UTF-8 locale if the name is not plain ASCII");
        }
    }
}
