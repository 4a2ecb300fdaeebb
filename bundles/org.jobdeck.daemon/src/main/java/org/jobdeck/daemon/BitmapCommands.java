package org.jobdeck.daemon;

import java.util.Map;
import java.util.Optional;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockGraph;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.DirtyBitmap;
import org.jobdeck.block.DirtyBitmap.Use;
import org.jobdeck.block.NodeBitmaps;
import org.jobdeck.json.JsonArguments;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonException;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonString;
import org.jobdeck.json.JsonValue;
import org.jobdeck.qmp.QmpException;

/**
 * Bitmaps of nodes for the user (QEMU: block/monitor/bitmap-qmp-cmds.c). The actions of transactions are made of the same
 * steps ({@link BitmapAction}). Main loop.
 */
final class BitmapCommands {

    private static final String NODE = "node";
    private static final String NAME = "name";

    private final BlockGraph graph;

    BitmapCommands(BlockGraph graph) {
        this.graph = graph;
    }

    Map<String, CommandHandler> handlers() {
        return Map.of(
                "block-dirty-bitmap-add",
                arguments -> {
                    add(arguments);
                    return JsonObject.empty();
                },
                "block-dirty-bitmap-remove",
                arguments -> {
                    Found found = find(arguments, Use.REMOVE);
                    takeOutOfImage(found);
                    found.list().remove(found.bitmap());
                    return JsonObject.empty();
                },
                "block-dirty-bitmap-clear",
                arguments -> {
                    find(arguments, Use.CHANGE).bitmap().clear();
                    return JsonObject.empty();
                },
                "block-dirty-bitmap-enable",
                arguments -> enable(arguments, true),
                "block-dirty-bitmap-disable",
                arguments -> enable(arguments, false),
                "block-dirty-bitmap-merge",
                arguments -> {
                    merge(arguments);
                    return JsonObject.empty();
                },
                "x-debug-block-dirty-bitmap-sha256",
                this::fingerprint);
    }

    /**
     * A bitmap and where it is.
     *
     * @param node its node
     */
    record Found(BlockNode node, DirtyBitmap bitmap) {

        NodeBitmaps list() {
            return node.bitmaps();
        }
    }

    /** What is to be removed is kept in the image no longer. */
    void takeOutOfImage(Found found) throws BlockException {
        if (found.bitmap().isPersistent()) {
            found.node().removeStoredBitmap(found.bitmap().name().orElseThrow());
        }
    }

    /** The bitmap that the arguments name, if nothing stands in the way of that use. */
    Found find(JsonArguments arguments, Use use) throws QmpException, BlockException, JsonException {
        Found found = lookUp(arguments.string(NODE), arguments.string(NAME));
        found.bitmap().check(use);
        return found;
    }

    private Found lookUp(String nodeName, String name) throws QmpException, BlockException {
        BlockNode node = nodeOf(nodeName);
        return new Found(node, node.bitmaps().require(name));
    }

    private BlockNode nodeOf(String nodeName) throws QmpException {
        try {
            return graph.lookUp(nodeName);
        } catch (BlockException _) {
            throw QmpException.generic("Node '" + nodeName + "' not found");
        }
    }

    private JsonValue enable(JsonArguments arguments, boolean record)
            throws QmpException, BlockException, JsonException {
        find(arguments, Use.READ).bitmap().enable(record);
        return JsonObject.empty();
    }

    private JsonValue fingerprint(JsonArguments arguments) throws QmpException, BlockException, JsonException {
        Found found = lookUp(arguments.string(NODE), arguments.string(NAME));
        return JsonObject.of("sha256", found.bitmap().sha256());
    }

    /** Adds the bitmap that the arguments describe. */
    Found add(JsonArguments arguments) throws QmpException, BlockException, JsonException {
        String name = arguments.string(NAME);
        if (name.isEmpty()) {
            throw QmpException.generic("Bitmap name cannot be empty");
        }
        BlockNode node = graph.lookUp(arguments.string(NODE));
        long granularity = arguments
                .optional("granularity", arguments::integer)
                .orElseGet(() -> node.bitmaps().defaultGranularity());
        if (!NodeBitmaps.isGranularity(granularity)) {
            throw QmpException.generic("Granularity must be power of 2 and at least 512");
        }
        boolean persistent = arguments.optional("persistent", arguments::bool).orElse(false);
        if (persistent) {
            node.driver().checkCanStore(node.deviceOrNodeName(), name, granularity);
        }
        DirtyBitmap bitmap = node.bitmaps().add(Optional.of(name), granularity);
        bitmap.persistent(persistent);
        bitmap.enable(!arguments.optional("disabled", arguments::bool).orElse(false));
        return new Found(node, bitmap);
    }

    /**
     * A bitmap that others were merged into.
     *
     * @param before its bits before
     */
    record Merged(DirtyBitmap target, DirtyBitmap.Bits before) {}

    /** Merges bitmaps into one, all or none (QEMU: block_dirty_bitmap_merge). */
    Merged merge(JsonArguments arguments) throws QmpException, BlockException, JsonException {
        NodeBitmaps list = nodeOf(arguments.string(NODE)).bitmaps();
        DirtyBitmap target = list.require(arguments.string("target"));
        DirtyBitmap sum = list.add(Optional.empty(), target.granularity());
        try {
            sum.enable(false);
            for (JsonValue item : ((JsonArray) arguments.any("bitmaps")).items()) {
                sum.merge(source(list, item));
            }
            return new Merged(target, target.merge(sum));
        } finally {
            list.remove(sum);
        }
    }

    private DirtyBitmap source(NodeBitmaps local, JsonValue item) throws QmpException, BlockException, JsonException {
        if (item instanceof JsonString name) {
            return local.require(name.value());
        }
        JsonArguments external = JsonArguments.of((JsonObject) item);
        return lookUp(external.string(NODE), external.string(NAME)).bitmap();
    }
}
