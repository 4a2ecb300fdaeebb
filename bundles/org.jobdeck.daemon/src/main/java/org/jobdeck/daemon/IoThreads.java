package org.jobdeck.daemon;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockGraph;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.NamedBackend;
import org.jobdeck.json.JsonArguments;
import org.jobdeck.json.JsonException;
import org.jobdeck.json.JsonNull;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;
import org.jobdeck.loop.EventLoop;
import org.jobdeck.qmp.QmpException;

/**
 * The user's objects: event loops with a thread of their own, to which nodes can be moved (QEMU: iothread). Main loop.
 *
 * <p>The settings of polling and of thread pools are checked and otherwise mean nothing here: loops do not poll devices, and
 * all of an engine's loops share one pool.
 */
final class IoThreads implements AutoCloseable {

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*");
    private static final List<String> LIMITS =
            List.of("poll-max-ns", "poll-grow", "poll-shrink", "aio-max-batch", "thread-pool-min", "thread-pool-max");
    private static final long DEFAULT_POOL = 64;

    private final BlockGraph graph;
    private final Map<String, EventLoop> loops = new HashMap<>();

    IoThreads(BlockGraph graph) {
        this.graph = graph;
    }

    Map<String, CommandHandler> handlers() {
        return Map.of("object-add", this::add, "object-del", this::delete, "x-blockdev-set-iothread", this::moveNode);
    }

    /** Makes an object as {@code object-add} and {@code --object} describe it. */
    JsonValue add(JsonArguments arguments) throws QmpException, JsonException {
        String id = arguments.string("id");
        if (!IDENTIFIER.matcher(id).matches()) {
            throw QmpException.generic("Parameter 'id' expects an identifier");
        }
        for (String name : LIMITS) {
            if (arguments.has(name) && arguments.integer(name) < 0) {
                throw QmpException.generic(name + " value must be in range [0, " + Long.MAX_VALUE + "]");
            }
        }
        long least = arguments.has("thread-pool-min") ? arguments.integer("thread-pool-min") : 0;
        long most = arguments.has("thread-pool-max") ? arguments.integer("thread-pool-max") : DEFAULT_POOL;
        if (most == 0 || least > most) {
            throw QmpException.generic("bad thread-pool-min/thread-pool-max values");
        }
        if (loops.containsKey(id)) {
            throw QmpException.generic("attempt to add duplicate property '" + id + "' to object (type 'container')");
        }
        loops.put(id, EventLoop.onNewThread("iothread-" + id, graph.mainLoop().clock()));
        return JsonObject.empty();
    }

    private JsonValue delete(JsonArguments arguments) throws QmpException, JsonException {
        String id = arguments.string("id");
        EventLoop loop = loops.get(id);
        if (loop == null) {
            throw QmpException.generic("object '" + id + "' not found");
        }
        if (graph.nodes().stream().anyMatch(node -> node.eventLoop() == loop)) {
            throw QmpException.generic("object '" + id + "' is in use, can not be deleted");
        }
        loops.remove(id);
        loop.close();
        return JsonObject.empty();
    }

    private JsonValue moveNode(JsonArguments arguments) throws QmpException, BlockException, JsonException {
        String name = arguments.string("node-name");
        boolean force = arguments.optional("force", arguments::bool).orElse(false);
        BlockNode node = graph.node(name)
                .orElseThrow(() -> QmpException.generic("Failed to find node with node-name='" + name + "'"));
        if (!force && node.parents().stream().anyMatch(edge -> edge.parent() instanceof NamedBackend)) {
            throw QmpException.generic("Node " + name
                    + " is associated with a BlockBackend and could be in use (use force=true to override this check)");
        }
        graph.changeLoop(node, target(arguments));
        return JsonObject.empty();
    }

    private EventLoop target(JsonArguments arguments) throws QmpException, JsonException {
        if (arguments.any("iothread") instanceof JsonNull) {
            return graph.mainLoop();
        }
        String id = arguments.string("iothread");
        EventLoop loop = loops.get(id);
        if (loop == null) {
            throw QmpException.generic("Cannot find iothread " + id);
        }
        return loop;
    }

    /** Ends all threads; no node is left in their loops. */
    @Override
    public void close() {
        loops.values().forEach(EventLoop::close);
        loops.clear();
    }
}
