package org.jobdeck.daemon;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The names of files on the command line. */
final class FileNames {

    private FileNames() {}

    /**
     * The path that the user wrote.
     *
     * @throws DaemonException if no file can be called so
     */
    static Path path(String text) throws DaemonException {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw DaemonException.usage("'" + text + "' cannot be a file's name (" + e.getReason() + ")");
        }
    }
}
