package org.jobdeck.daemon;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;
import org.jobdeck.qmp.server.ListenAddress;

/**
 * Where a monitor's clients come from: {@code --chardev socket,…}.
 *
 * @param id its name, by which a monitor refers to it
 * @param address where it listens
 * @param waitForClient whether the start waits until a client has come
 */
record ChardevOptions(String id, ListenAddress address, boolean waitForClient) {

    private static final Set<String> KNOWN = Set.of(
            "backend",
            "id",
            "path",
            "host",
            "port",
            "server",
            "wait",
            "ipv4",
            "ipv6",
            "to",
            "nodelay",
            "telnet",
            "websocket",
            "reconnect",
            "mux",
            "logfile",
            "logappend",
            "delay",
            "tls-creds",
            "tls-authz",
            "abstract",
            "tight",
            "fd");

    /** Those of the known ones that this daemon has nothing for. */
    private static final Set<String> WITHOUT = Set.of(
            "to",
            "telnet",
            "websocket",
            "reconnect",
            "mux",
            "logfile",
            "logappend",
            "tls-creds",
            "tls-authz",
            "abstract",
            "fd");

    /**
     * Reads the option's text.
     *
     * @param allowRemote whether clients may come from other machines
     * @throws DaemonException with what is wrong with it
     */
    static ChardevOptions parse(String text, boolean allowRemote) throws DaemonException {
        QemuOpts opts = QemuOpts.parse(text, "backend");
        String backend = opts.get("backend").orElse("");
        if (!backend.equals("socket")) {
            throw DaemonException.usage(
                    "'" + backend + "' is not a char driver that this daemon has; it has 'socket' alone");
        }
        opts.refuseOthers(KNOWN);
        String id = opts.get("id").orElseThrow(() -> DaemonException.usage("chardev: no id specified"));
        for (String name : WITHOUT) {
            if (opts.get(name).isPresent() && !opts.get(name).get().equals("off")) {
                throw DaemonException.usage("this daemon's sockets have no parameter '" + name + "'; leave it out");
            }
        }
        if (!opts.bool("server", false)) {
            throw DaemonException.usage("a monitor's socket waits for clients here; add server=on");
        }
        return new ChardevOptions(id, address(opts, allowRemote), opts.bool("wait", true));
    }

    private static ListenAddress address(QemuOpts opts, boolean allowRemote) throws DaemonException {
        if (opts.get("path").isPresent()) {
            if (opts.get("host").isPresent() || opts.get("port").isPresent()) {
                throw DaemonException.usage("a socket has either a path or a host with a port; leave one of them out");
            }
            return new ListenAddress.Unix(path(opts.get("path").get()));
        }
        if (opts.get("port").isEmpty()) {
            throw DaemonException.usage(
                    opts.get("host").isPresent()
                            ? "chardev: socket: no port given"
                            : "a socket needs path=FILE, or host=ADDRESS with port=NUMBER");
        }
        // without a host QEMU listens on all addresses
        String host = opts.get("host").filter(name -> !name.isEmpty()).orElse("0.0.0.0");
        return new ListenAddress.Tcp(host, port(opts.get("port").get()), allowRemote);
    }

    private static Path path(String text) throws DaemonException {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw DaemonException.usage("'" + text + "' cannot be a file's name (" + e.getReason() + ")");
        }
    }

    private static int port(String text) throws DaemonException {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // the same sentence as for one that is out of range
        }
        throw DaemonException.usage("the port '" + text + "' is not a number of 0 to 65535");
    }
}
