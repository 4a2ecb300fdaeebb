package org.jobdeck.source.discovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.jobdeck.qmp.client.QmpAddress;

/**
 * The files of the system, or of a part of it that stands for it.
 *
 * @param root where the root of the paths is that are told
 */
record HostFiles(Path root) {
    private static final int KIND = 0xf000;
    private static final int SOCKET = 0xc000;

    /** Where a path of the system is. */
    Path real(Path path) {
        return root.resolve(path.isAbsolute() ? Path.of("/").relativize(path) : path);
    }

    /** Whether there is a socket of that path, as far as this user can see. */
    boolean isSocket(Path path) {
        try {
            int mode = (int) Files.getAttribute(real(path), "unix:mode");
            return (mode & KIND) == SOCKET;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Whether there certainly is nothing of that path. */
    boolean isAbsent(Path path) {
        return Files.notExists(real(path), LinkOption.NOFOLLOW_LINKS);
    }

    /** The path without links, where they can be followed: what two paths of one file have in common. */
    Path canonical(Path path) {
        try {
            return Path.of("/").resolve(root.toRealPath().relativize(real(path).toRealPath()));
        } catch (IOException e) {
            return path.normalize();
        }
    }

    /** The address of a socket; empty if its path is too long for one. */
    static Optional<QmpAddress> address(Path socket) {
        try {
            return Optional.of(new QmpAddress.Unix(socket));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
