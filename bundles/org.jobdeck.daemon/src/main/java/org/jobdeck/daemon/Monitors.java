package org.jobdeck.daemon;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jobdeck.qmp.server.ListenAddress;
import org.jobdeck.qmp.server.ListenSocket;
import org.jobdeck.qmp.server.MonitorOptions;
import org.jobdeck.qmp.server.QmpServer;

/** The sockets of {@code --chardev} and the monitors on them. The thread that starts the daemon. */
final class Monitors {

    private static final Logger LOG = System.getLogger(Monitors.class.getName());

    private final QmpServer server;
    private final Map<String, ChardevOptions> chardevs = new HashMap<>();
    private final Map<String, ListenSocket> unserved = new HashMap<>();
    private final Set<String> served = new HashSet<>();

    Monitors(QmpServer server) {
        this.server = server;
    }

    /**
     * Binds a socket; clients can connect from now on, and are served once there is a monitor on it.
     *
     * @throws DaemonException if it cannot be had
     */
    void addChardev(ChardevOptions options) throws DaemonException {
        if (chardevs.containsKey(options.id())) {
            throw DaemonException.usage("Chardev with id '" + options.id() + "' already exists");
        }
        if (options.address() instanceof ListenAddress.Tcp tcp) {
            refuseRemote(tcp);
        }
        try {
            unserved.put(options.id(), ListenSocket.open(options.address()));
        } catch (IOException e) {
            throw DaemonException.failed(e.getMessage(), e);
        }
        chardevs.put(options.id(), options);
    }

    private static void refuseRemote(ListenAddress.Tcp tcp) throws DaemonException {
        try {
            if (!tcp.beyondLoopback() && !InetAddress.getByName(tcp.host()).isLoopbackAddress()) {
                throw DaemonException.usage("a monitor was to listen on " + tcp
                        + ", which other machines may reach, and QMP knows no passwords; give a loopback address such as"
                        + " host=127.0.0.1, or add --allow-remote");
            }
        } catch (UnknownHostException e) {
            throw DaemonException.failed("the host of " + tcp + " is not known; give an address of this machine", e);
        }
    }

    /**
     * Serves the clients of a socket.
     *
     * @return when the start may go on: at once, or when the first client has come
     * @throws DaemonException if there is no such socket, or it has a monitor already
     */
    CompletionStage<Void> addMonitor(String chardev, boolean pretty) throws DaemonException {
        ListenSocket socket = unserved.remove(chardev);
        if (socket == null) {
            throw DaemonException.usage(
                    served.contains(chardev)
                            ? "Device '" + chardev + "' is in use"
                            : "chardev \"" + chardev + "\" not found");
        }
        served.add(chardev);
        CompletionStage<Void> first = server.listen(socket, new MonitorOptions(chardev, pretty, true));
        return chardevs.get(chardev).waitForClient() ? first : CompletableFuture.completedStage(null);
    }

    /** Closes the sockets that no monitor serves; the server closes the others. */
    void close() {
        for (ListenSocket socket : unserved.values()) {
            try {
                socket.close();
            } catch (IOException e) {
                LOG.log(
                        Level.WARNING,
                        () -> "the socket " + socket.address() + " could not be closed: " + e.getMessage());
            }
        }
        unserved.clear();
    }
}
