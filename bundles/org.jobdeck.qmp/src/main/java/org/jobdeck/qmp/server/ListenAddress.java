package org.jobdeck.qmp.server;

import java.nio.file.Path;
import java.util.Objects;

/** Where a monitor waits for clients. */
public sealed interface ListenAddress {

    /**
     * A Unix domain socket, which only the user of the process can connect to.
     *
     * @param path its place in the file system, of at most 107 bytes
     */
    record Unix(Path path) implements ListenAddress {

        /** Refuses null. */
        public Unix {
            Objects.requireNonNull(path, "path");
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }

    /**
     * A TCP port.
     *
     * @param host a name or a number; that of a loopback interface unless others are allowed
     * @param port 1 to 65535, or 0 for one that is free
     * @param beyondLoopback whether the host may be one that other machines can reach
     */
    record Tcp(String host, int port, boolean beyondLoopback) implements ListenAddress {
        private static final int LAST_PORT = 65535;

        /**
         * Checks the port.
         *
         * @throws IllegalArgumentException if it is out of its range
         */
        public Tcp {
            Objects.requireNonNull(host, "host");
            if (port < 0 || port > LAST_PORT) {
                throw new IllegalArgumentException(
                        "A TCP port " + port + " was asked for; give one of 0 to " + LAST_PORT + ".");
            }
        }

        @Override
        public String toString() {
            return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
        }
    }
}
