package org.jobdeck.daemon;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jobdeck.qmp.server.BeyondLoopbackException;
import org.jobdeck.qmp.server.ListenAddress;
import org.jobdeck.qmp.server.ListenSocket;
import org.jobdeck.qmp.server.MonitorOptions;
import org.jobdeck.qmp.server.QmpServer;

/** What {@code --chardev} asks for, and the monitors on it. The thread that starts the daemon. */
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
        if (options.address().isPresent()) {
            unserved.put(options.id(), open(options.address().get()));
        }
        chardevs.put(options.id(), options);
    }

    private static ListenSocket open(ListenAddress address) throws DaemonException {
        try {
            return ListenSocket.open(address);
        } catch (BeyondLoopbackException _) {
            throw DaemonException.usage("a monitor was to listen on " + address
                    + ", which other machines may reach, and QMP knows no passwords; give a loopback address such as"
                    + " host=127.0.0.1, or add --allow-remote");
        } catch (IOException e) {
            throw DaemonException.failed(e.getMessage(), e);
        }
    }

    /**
     * Serves the clients of a socket.
     *
     * @return when the start may go on: at once, or when the first client has come
     * @throws DaemonException if there is no such socket, or it has a monitor already
     */
    CompletionStage<Void> addMonitor(String chardev, boolean pretty) throws DaemonException {
        ChardevOptions options = chardevs.get(chardev);
        if (options == null) {
            throw DaemonException.usage("chardev \"" + chardev + "\" not found");
        }
        if (!served.add(chardev)) {
            throw DaemonException.usage("Device '" + chardev + "' is in use");
        }
        MonitorOptions monitor = new MonitorOptions(chardev, pretty, true);
        ListenSocket socket = unserved.remove(chardev);
        CompletionStage<Void> first =
                socket == null ? server.serve(System.in, System.out, monitor) : server.listen(socket, monitor);
        return options.waitForClient() ? first : CompletableFuture.completedStage(null);
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
