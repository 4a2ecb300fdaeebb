package org.jobdeck.source.qmp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jobdeck.qmp.client.QmpAddress;

/**
 * Whom a monitor serves, as the kernel tells in {@code /proc/net/unix}: nothing is connected to. A server's end of a
 * connection is listed there by the path of the socket, from the moment in which the client connects.
 */
enum Occupancy {
    /** It cannot be told: no Unix domain socket, or one that is not listed by that path. */
    UNKNOWN,
    /** Nobody is served, and nobody waits. */
    FREE,
    /** Nobody is served, and somebody waits, or has waited in vain and was not noticed: the server takes nobody up now. */
    WAITING,
    /** A client is served. */
    SERVED;

    private static final Logger LOG = System.getLogger(Occupancy.class.getName());
    private static final Path TABLE = Path.of("/proc/net/unix");

    /** Address, count, protocol, flags, type, state, inode, path. */
    private static final int COLUMNS = 8;

    private static final int FLAGS = 3;
    private static final String LISTENS = "00010000";
    private static final int STATE = 5;

    /** The kernel's SS_CONNECTED: the server has accepted it. Before that it is SS_CONNECTING. */
    private static final String ACCEPTED = "03";

    /** Of that monitor, now. Does not wait. */
    static Occupancy of(QmpAddress address) {
        return of(address, TABLE);
    }

    static Occupancy of(QmpAddress address, Path table) {
        if (!(address instanceof QmpAddress.Unix unix)) {
            return UNKNOWN;
        }
        String path = new String(unix.path().toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        try (Stream<String> lines = Files.lines(table, StandardCharsets.ISO_8859_1)) {
            return of(lines.map(line -> line.strip().split("\\s+", COLUMNS))
                    .filter(columns -> columns.length == COLUMNS && columns[COLUMNS - 1].equals(path))
                    .toList());
        } catch (IOException | UncheckedIOException e) {
            LOG.log(Level.DEBUG, "the table of Unix domain sockets cannot be read", e);
            return UNKNOWN;
        }
    }

    private static Occupancy of(List<String[]> sockets) {
        List<String[]> ends = sockets.stream()
                .filter(columns -> !columns[FLAGS].equals(LISTENS))
                .toList();
        if (ends.size() == sockets.size()) {
            return UNKNOWN;
        }
        if (ends.stream().anyMatch(columns -> columns[STATE].equals(ACCEPTED))) {
            return SERVED;
        }
        return ends.isEmpty() ? FREE : WAITING;
    }
}
