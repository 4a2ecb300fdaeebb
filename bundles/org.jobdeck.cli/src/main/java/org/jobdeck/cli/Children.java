package org.jobdeck.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The processes that a benchmark starts, and the folder that they may use; neither outlives it. Any thread. */
final class Children implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 10;

    private final Path folder;
    private final Set<Process> running = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

    private Children(Path folder) {
        this.folder = folder;
    }

    /** None so far, with a temporary folder of their own. */
    static Children inNewFolder(String name) throws IOException {
        return new Children(Files.createTempDirectory(name));
    }

    /** None so far, with a temporary folder of their own in another. */
    static Children inNewFolder(Path parent, String name) throws IOException {
        return new Children(Files.createTempDirectory(parent, name));
    }

    Path folder() {
        return folder;
    }

    /**
     * Starts a process whose output goes to a file.
     *
     * @throws IOException if it cannot be started, or all have been ended already
     */
    Process start(List<String> command, Path output) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        running.add(process);
        if (ended) {
            end(process);
            throw new IOException("the benchmark has been ended");
        }
        return process;
    }

    /** Kills one process and waits until it is gone. */
    void end(Process process) {
        process.destroyForcibly();
        try {
            process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while a process was ended", e);
        }
        running.remove(process);
    }

    /** Whether {@link #close} has been called. */
    boolean isEnded() {
        return ended;
    }

    /** Kills all of them, lets no more be started, and removes the folder. */
    @Override
    public void close() {
        ended = true;
        running.forEach(this::end);
        List<Path> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.forEach(all::addFirst);
            for (Path file : all) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            System.getLogger(Children.class.getName())
                    .log(System.Logger.Level.DEBUG, "the folder " + folder + " could not be removed", e);
        }
    }
}
