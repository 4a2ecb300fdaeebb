package org.jobdeck.qmp.client;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;

/** Where a monitor waits for a client. {@code toString} gives the form that {@link #parse} reads. */
public sealed interface QmpAddress {

    /**
     * A Unix domain socket.
     *
     * @param path its place in the file system, of at most {@value #MOST_BYTES} bytes
     */
    record Unix(Path path) implements QmpAddress {
        /** What the system takes for the path of a socket. */
        public static final int MOST_BYTES = 107;

        /**
         * Checks the length.
         *
         * @throws IllegalArgumentException with a sentence if the path is empty or too long
         */
        public Unix {
            int bytes = path.toString().getBytes(StandardCharsets.UTF_8).length;
            if (bytes == 0 || bytes > MOST_BYTES) {
                throw new IllegalArgumentException("The path '" + path + "' has " + bytes
                        + " bytes, and that of a socket has 1 to " + MOST_BYTES + "; give a shorter one.");
            }
        }

        @Override
        public String toString() {
            return UNIX + path;
        }
    }

    /**
     * A TCP port.
     *
     * @param host a name or a number; a number of version 6 without brackets
     * @param port 1 to 65535
     */
    record Tcp(String host, int port) implements QmpAddress {
        private static final int LAST_PORT = 65535;

        /**
         * Checks host and port.
         *
         * @throws IllegalArgumentException with a sentence if the host is empty or the port out of its range
         */
        public Tcp {
            Objects.requireNonNull(host, "host");
            if (host.isEmpty() || port < 1 || port > LAST_PORT) {
                throw new IllegalArgumentException("The host '" + host + "' with the port " + port
                        + " was asked for; give a host and a port of 1 to " + LAST_PORT + ".");
            }
        }

        @Override
        public String toString() {
            return TCP + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
        }
    }

    /** How the text of a Unix domain socket begins. */
    String UNIX = "unix:";

    /** How the text of a TCP port begins. */
    String TCP = "tcp:";

    /**
     * Reads {@code unix:/path} or {@code tcp:host:port}; a path alone, which must contain a slash, is a Unix domain
     * socket.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    static QmpAddress parse(String text) {
        if (text.startsWith(TCP)) {
            return parseTcp(text);
        }
        String path = text.startsWith(UNIX) ? text.substring(UNIX.length()) : text;
        if (path.length() == text.length() && path.indexOf('/') < 0) {
            throw unreadable(text, null);
        }
        try {
            return new Unix(Path.of(path));
        } catch (InvalidPathException e) {
            throw unreadable(text, e);
        }
    }

    private static QmpAddress parseTcp(String text) {
        String rest = text.substring(TCP.length());
        int colon = rest.lastIndexOf(':');
        if (colon < 0) {
            throw unreadable(text, null);
        }
        String host = rest.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        try {
            return new Tcp(host, Integer.parseInt(rest.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw unreadable(text, e);
        }
    }

    private static IllegalArgumentException unreadable(String text, Exception cause) {
        return new IllegalArgumentException(
                "'" + text + "' is not an address of a monitor; give unix:/path or tcp:host:port.", cause);
    }
}
