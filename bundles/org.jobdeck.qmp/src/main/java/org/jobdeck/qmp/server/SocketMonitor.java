package org.jobdeck.qmp.server;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jobdeck.qmp.SelectorThread;

/**
 * A monitor on a listening socket. It serves one client; the next waits in the kernel until the first has left. Belongs to
 * the selector thread but for what is said to be for any.
 */
final class SocketMonitor implements Monitor, SelectorThread.Handler {
    private static final Logger LOG = System.getLogger(SocketMonitor.class.getName());

    private final SelectorThread thread;
    private final ListenSocket socket;
    private final MonitorOptions options;
    private final OutputLimits limits;
    private final Function<Transport, QmpSession> sessions;
    private final CompletableFuture<Void> firstClient = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private SelectionKey key;
    private SocketConnection client;
    private boolean ending;

    SocketMonitor(
            SelectorThread thread,
            ListenSocket socket,
            MonitorOptions options,
            OutputLimits limits,
            Function<Transport, QmpSession> sessions) {
        this.thread = thread;
        this.socket = socket;
        this.options = options;
        this.limits = limits;
        this.sessions = sessions;
    }

    @Override
    public MonitorOptions options() {
        return options;
    }

    @Override
    public CompletionStage<Void> firstClient() {
        return firstClient.minimalCompletionStage();
    }

    @Override
    public CompletionStage<Void> ended() {
        return ended.minimalCompletionStage();
    }

    @Override
    public void start() {
        try {
            key = thread.register(socket.channel(), SelectionKey.OP_ACCEPT, this);
        } catch (IOException e) {
            failed(e);
        }
    }

    @Override
    public void event(OutgoingEvent event) {
        if (client != null) {
            client.session().event(event);
        }
    }

    @Override
    public void finish() {
        ending = true;
        closeSocket();
        if (client == null) {
            ended.complete(null);
        } else {
            client.finish();
        }
    }

    @Override
    public void abort() {
        ending = true;
        closeSocket();
        if (client != null) {
            client.close();
        }
        ended.complete(null);
    }

    @Override
    public void ready(SelectionKey ready) throws IOException {
        SocketChannel channel = client == null ? socket.channel().accept() : null;
        if (channel == null) {
            return;
        }
        channel.configureBlocking(false);
        if (channel.getLocalAddress() instanceof InetSocketAddress) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        key.interestOps(0);
        client = new SocketConnection(thread, channel, limits, "monitor " + options.id(), this::clientLeft);
        try {
            client.open(sessions.apply(client));
        } catch (IOException e) {
            client.failed(e);
            return;
        }
        firstClient.complete(null);
    }

    @Override
    public void failed(Exception cause) {
        LOG.log(Level.ERROR, "The monitor " + options.id() + " can take no more clients.", cause);
        abort();
    }

    private void clientLeft() {
        client = null;
        if (ending) {
            ended.complete(null);
        } else {
            key.interestOps(SelectionKey.OP_ACCEPT);
        }
    }

    private void closeSocket() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "closing the monitor " + options.id(), e);
        }
    }
}
