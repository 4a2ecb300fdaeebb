package org.jobdeck.daemon;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The file that tells others the number of this process; it is there while the daemon is. */
final class PidFile implements AutoCloseable {

    private final Path path;
    private final String content;

    private PidFile(Path path, String content) {
        this.path = path;
        this.content = content;
    }

    /**
     * Writes the file; what was in it is replaced.
     *
     * @throws DaemonException if it cannot be written
     */
    static PidFile write(Path path) throws DaemonException {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw DaemonException.usage("cannot create PID file: '" + path + "' is there and is no plain file");
        }
        String content = ProcessHandle.current().pid() + "\n";
        try {
            Files.writeString(path, content, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw DaemonException.failed(
                    "cannot create PID file: Could not create '" + path + "': " + FileReasons.of(e), e);
        }
        return new PidFile(path, content);
    }

    /** Removes the file, if it is still ours. */
    @Override
    public void close() {
        try {
            if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                    && Files.readString(path, StandardCharsets.US_ASCII).equals(content)) {
                Files.delete(path);
            }
        } catch (IOException e) {
            System.getLogger(PidFile.class.getName())
                    .log(Level.WARNING, () -> "the PID file '" + path + "' could not be removed: " + FileReasons.of(e));
        }
    }
}
