package org.jobdeck.image;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** The files that an operation makes: those that were not there before are gone again if it fails. */
final class TargetPlace {

    private final List<Path> made;

    private TargetPlace(List<Path> made) {
        this.made = made;
    }

    /** Looks which of the files are there already. Blocks. */
    static TargetPlace look(List<String> files) {
        return new TargetPlace(files.stream()
                .filter(TargetPlace::canBe)
                .map(Path::of)
                .filter(path -> !Files.exists(path))
                .toList());
    }

    private static boolean canBe(String file) {
        try {
            Path.of(file);
            return true;
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** Removes what was made. Blocks. */
    void withdraw() {
        for (Path path : made) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                System.getLogger(TargetPlace.class.getName())
                        .log(Level.WARNING, () -> "the unfinished file '" + path + "' could not be removed", e);
            }
        }
    }
}
