package org.jobdeck.daemon;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jobdeck.json.JsonObject;
import org.jobdeck.qmp.QmpException;
import org.jobdeck.qmp.keyval.QemuOpts;
import org.jobdeck.qmp.keyval.QemuOpts.Kind;
import org.jobdeck.qmp.server.ListenAddress;

/**
 * Where a monitor's clients come from: {@code --chardev socket,…} or {@code --chardev stdio,…}.
 *
 * @param id its name, by which a monitor refers to it
 * @param address where it listens; empty for standard input and output
 * @param waitForClient whether the start waits until a client has come
 */
record ChardevOptions(String id, Optional<ListenAddress> address, boolean waitForClient) {

    private static final Map<String, Kind> KNOWN = Map.ofEntries(
            entry("backend", Kind.STRING),
            entry("path", Kind.STRING),
            entry("host", Kind.STRING),
            entry("port", Kind.STRING),
            entry("server", Kind.BOOL),
            entry("wait", Kind.BOOL),
            entry("nodelay", Kind.BOOL),
            entry("delay", Kind.BOOL),
            entry("ipv4", Kind.BOOL),
            entry("ipv6", Kind.BOOL),
            entry("signal", Kind.BOOL),
            entry("telnet", Kind.BOOL),
            entry("tn3270", Kind.BOOL),
            entry("websocket", Kind.BOOL),
            entry("mux", Kind.BOOL),
            entry("abstract", Kind.BOOL),
            entry("tight", Kind.BOOL),
            entry("logappend", Kind.BOOL),
            entry("logfile", Kind.STRING),
            entry("fd", Kind.STRING),
            entry("tls-creds", Kind.STRING),
            entry("tls-authz", Kind.STRING),
            entry("to", Kind.NUMBER),
            entry("reconnect", Kind.NUMBER));

    /** Those of the known ones that this daemon has nothing for, unless they are switched off. */
    private static final Set<String> WITHOUT = Set.of(
            "telnet",
            "tn3270",
            "websocket",
            "mux",
            "abstract",
            "logappend",
            "logfile",
            "fd",
            "tls-creds",
            "tls-authz",
            "to",
            "reconnect");

    private static final int LAST_PORT = 65_535;

    /**
     * Reads the option's text.
     *
     * @param allowRemote whether clients may come from other machines
     * @throws DaemonException with what is wrong with it
     */
    static ChardevOptions parse(String text, boolean allowRemote) throws DaemonException {
        QemuOpts opts;
        try {
            opts = QemuOpts.parse(text, "backend", KNOWN);
        } catch (QmpException e) {
            throw DaemonException.usage(e.getMessage().lines().findFirst().orElseThrow());
        }
        JsonObject values = opts.values();
        String backend = values.string("backend").orElse("");
        if (!backend.equals("socket") && !backend.equals("stdio")) {
            throw DaemonException.usage(
                    "'" + backend + "' is not a char driver that this daemon has; it has 'socket' and 'stdio'");
        }
        String id = opts.id().orElseThrow(() -> DaemonException.usage("chardev: no id specified"));
        for (String name : WITHOUT) {
            if (values.has(name) && values.bool(name).orElse(true)) {
                throw DaemonException.usage("this daemon's chardevs have no parameter '" + name + "'; leave it out");
            }
        }
        if (backend.equals("stdio")) {
            return new ChardevOptions(id, Optional.empty(), false);
        }
        if (!values.bool("server").orElse(false)) {
            throw DaemonException.usage("a monitor's socket waits for clients here; add server=on");
        }
        return new ChardevOptions(
                id,
                Optional.of(address(values, allowRemote)),
                values.bool("wait").orElse(true));
    }

    private static ListenAddress address(JsonObject values, boolean allowRemote) throws DaemonException {
        Optional<String> path = values.string("path");
        Optional<String> host = values.string("host");
        Optional<String> port = values.string("port");
        if (path.isPresent()) {
            if (host.isPresent() || port.isPresent()) {
                throw DaemonException.usage("a socket has either a path or a host with a port; leave one of them out");
            }
            return new ListenAddress.Unix(FileNames.path(path.get()));
        }
        if (port.isEmpty()) {
            throw DaemonException.usage(
                    host.isPresent()
                            ? "chardev: socket: no port given"
                            : "a socket needs path=FILE, or host=ADDRESS with port=NUMBER");
        }
        // without a host QEMU listens on all addresses
        String address = host.filter(name -> !name.isEmpty()).orElse("0.0.0.0");
        return new ListenAddress.Tcp(address, port(port.get()), allowRemote);
    }

    private static int port(String text) throws DaemonException {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= LAST_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            // the same sentence as for one that is out of range
        }
        throw DaemonException.usage("the port '" + text + "' is not a number of 0 to " + LAST_PORT);
    }
}
