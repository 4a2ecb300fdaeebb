package org.jobdeck.daemon;

import java.util.List;
import org.jobdeck.block.BlockGraph;
import org.jobdeck.json.JsonArguments;
import org.jobdeck.json.JsonException;
import org.jobdeck.loop.EventLoop;
import org.jobdeck.qmp.QmpException;

/**
 * An event loop with a thread of its own, to which nodes can be moved (QEMU: iothread). Main loop.
 *
 * <p>The settings of polling and of the thread pool are checked and otherwise mean nothing here: loops do not poll devices,
 * and all loops of an engine share one pool.
 */
final class IoThread implements UserObject {

    private static final List<String> SETTINGS =
            List.of("poll-max-ns", "poll-grow", "poll-shrink", "aio-max-batch", "thread-pool-min", "thread-pool-max");
    private static final long DEFAULT_POOL = 64;

    private final String id;
    private final BlockGraph graph;
    private final long leastThreads;
    private final long mostThreads;
    private EventLoop loop;

    private IoThread(String id, BlockGraph graph, long leastThreads, long mostThreads) {
        this.id = id;
        this.graph = graph;
        this.leastThreads = leastThreads;
        this.mostThreads = mostThreads;
    }

    /**
     * Reads its settings; its thread comes with {@link #complete}.
     *
     * @throws QmpException if a setting is out of its range
     */
    static IoThread of(String id, JsonArguments arguments, BlockGraph graph) throws QmpException, JsonException {
        for (String name : SETTINGS) {
            if (arguments.has(name) && arguments.integer(name) < 0) {
                throw QmpException.generic(name + " value must be in range [0, " + Long.MAX_VALUE + "]");
            }
        }
        return new IoThread(
                id,
                graph,
                arguments.optional("thread-pool-min", arguments::integer).orElse(0L),
                arguments.optional("thread-pool-max", arguments::integer).orElse(DEFAULT_POOL));
    }

    @Override
    public void complete() throws QmpException {
        if (mostThreads == 0 || leastThreads > mostThreads) {
            throw QmpException.generic("bad thread-pool-min/thread-pool-max values");
        }
        loop = EventLoop.onNewThread("iothread-" + id, graph.mainLoop().clock());
    }

    /** The loop. */
    EventLoop loop() {
        return loop;
    }

    @Override
    public boolean isInUse() {
        return graph.nodes().stream().anyMatch(node -> node.eventLoop() == loop);
    }

    @Override
    public void close() {
        loop.close();
    }
}
