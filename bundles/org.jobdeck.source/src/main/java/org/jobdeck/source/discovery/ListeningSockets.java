package org.jobdeck.source.discovery;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Unix domain sockets on which somebody listens, out of {@code /proc/net/unix}. */
final class ListeningSockets {
    private static final Logger LOG = System.getLogger(ListeningSockets.class.getName());

    /** Address, count, protocol, flags, type, state, inode, path. */
    private static final int COLUMNS = 8;

    private static final int FLAGS = 3;
    private static final long ACCEPTS = 0x10000;

    private final HostFiles files;
    private final Optional<Map<String, List<String>>> pathsByName;

    private ListeningSockets(HostFiles files, Optional<Map<String, List<String>>> pathsByName) {
        this.files = files;
        this.pathsByName = pathsByName;
    }

    /** Reads the list; without one, every socket counts as listened on. */
    static ListeningSockets read(HostFiles files) {
        Map<String, List<String>> paths = new HashMap<>();
        Path table = files.real(Path.of("/proc/net/unix"));
        try (BufferedReader lines = Files.newBufferedReader(table, StandardCharsets.ISO_8859_1)) {
            lines.lines().skip(1).forEach(line -> {
                String[] columns = line.strip().split("\\s+", COLUMNS);
                if (columns.length == COLUMNS && (Long.parseLong(columns[FLAGS], 16) & ACCEPTS) != 0) {
                    String path = columns[COLUMNS - 1];
                    paths.computeIfAbsent(nameOf(path), _ -> new ArrayList<>()).add(path);
                }
            });
        } catch (IOException | UncheckedIOException | NumberFormatException e) {
            LOG.log(Level.DEBUG, "the table of Unix domain sockets cannot be read", e);
            return new ListeningSockets(files, Optional.empty());
        }
        return new ListeningSockets(files, Optional.of(paths));
    }

    private static String nameOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /**
     * Whether somebody may listen on the socket. The list has the path by which a socket was made, which may lead over
     * links, or be relative to a directory that is not told.
     */
    boolean mayListen(Path socket) {
        if (pathsByName.isEmpty()) {
            return true;
        }
        String bytes = new String(socket.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return pathsByName.get().getOrDefault(nameOf(bytes), List.of()).stream()
                .anyMatch(path -> path.equals(bytes) || mayBe(path, socket));
    }

    private boolean mayBe(String path, Path socket) {
        try {
            boolean relative = !path.startsWith("/") && !path.startsWith("@");
            return relative || files.canonical(Path.of(path)).equals(files.canonical(socket));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
