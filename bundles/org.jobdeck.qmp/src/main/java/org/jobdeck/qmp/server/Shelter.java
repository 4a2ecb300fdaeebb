package org.jobdeck.qmp.server;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Short ways to files, however long their paths: the address of a Unix domain socket is limited to about a hundred bytes.
 * Nobody else can go them. Closing it removes what was made for it.
 */
final class Shelter implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Shelter.class.getName());
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Deque<Path> made = new ArrayDeque<>();
    private final Path start;

    Shelter() throws IOException {
        start = Files.createTempDirectory("jobdeck", PRIVATE);
        made.push(start);
    }

    /** A short path that leads to the same file or directory. */
    Path wayTo(Path target) throws IOException {
        Path way = start.resolve(Integer.toString(made.size()));
        Files.createSymbolicLink(way, target);
        made.push(way);
        return way;
    }

    /** A short path to a fresh directory within another one, which nobody else can enter. */
    Path privateDirectoryIn(Path directory) throws IOException {
        Path inside = Files.createTempDirectory(wayTo(directory), ".", PRIVATE);
        made.push(inside);
        return inside;
    }

    @Override
    public void close() {
        for (Path path : made) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "a temporary file stays behind: " + path, e);
            }
        }
    }
}
