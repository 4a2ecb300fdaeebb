package org.jobdeck.ui.model.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jobdeck.source.Units;
import org.jobdeck.source.graph.GraphBitmap;
import org.jobdeck.source.graph.GraphNode;
import org.jobdeck.source.graph.GraphUser;
import org.jobdeck.source.graph.NodeGraph;
import org.jobdeck.ui.i18n.Messages;

/** What nodes and what uses them say about themselves. */
public final class GraphText {

    private static final Messages TEXTS = Messages.of(GraphText.class);

    private GraphText() {}

    /** What a node is, as in "qcow2, read-only, 10.0 GiB". */
    public static String kind(GraphNode node) {
        List<String> words = new ArrayList<>();
        if (!node.driver().isEmpty()) {
            words.add(node.driver());
        }
        if (node.readOnly()) {
            words.add(TEXTS.get("readonly"));
        }
        if (node.virtualSize() >= 0) {
            words.add(Units.bytes(node.virtualSize()));
        }
        return String.join(", ", words);
    }

    /** The last part of a file's name, which is what tells files apart in little room. */
    public static String file(GraphNode node) {
        String file = node.file();
        return file.substring(file.lastIndexOf('/') + 1);
    }

    /** A bitmap and how it is. */
    public static String bitmap(GraphBitmap bitmap) {
        String name = bitmap.name().isEmpty() ? TEXTS.get("bitmap.unnamed") : bitmap.name();
        if (bitmap.inconsistent()) {
            return TEXTS.format("bitmap.inconsistent", name);
        }
        List<String> words = new ArrayList<>();
        words.add(Units.bytes(bitmap.dirty()));
        if (!bitmap.recording()) {
            words.add(TEXTS.get("bitmap.off"));
        }
        if (bitmap.busy()) {
            words.add(TEXTS.get("bitmap.busy"));
        }
        if (!bitmap.persistent()) {
            words.add(TEXTS.get("bitmap.memory"));
        }
        return TEXTS.format("bitmap", name, String.join(", ", words));
    }

    /** What to do about a bitmap; empty if nothing. */
    public static String hint(GraphNode node, GraphBitmap bitmap) {
        return bitmap.inconsistent() ? TEXTS.format("bitmap.hint", bitmap.name(), node.name()) : "";
    }

    /** What uses a node, as in "nightly (target), disk0"; empty if nothing does but other nodes. */
    public static String holders(NodeGraph graph, String node) {
        return graph.usersOf(node).stream().map(GraphText::user).collect(Collectors.joining(", "));
    }

    /** Something that uses a node, and as what. */
    public static String user(GraphUser user) {
        return user.role().isEmpty() || user.kind() == GraphUser.Kind.DEVICE
                ? user.name()
                : user.name() + " (" + user.role() + ")";
    }

    /** All that is known of a node, one thing a line. */
    public static String full(NodeGraph graph, GraphNode node) {
        List<String> lines = new ArrayList<>();
        lines.add(node.name());
        lines.add(kind(node));
        lines.add(node.file());
        if (node.allocated() >= 0) {
            lines.add(TEXTS.format("allocated", Units.bytes(node.allocated())));
        }
        String holders = holders(graph, node.name());
        if (!holders.isEmpty()) {
            lines.add(TEXTS.format("holders", holders));
        }
        for (GraphBitmap bitmap : node.bitmaps()) {
            lines.add(bitmap(bitmap));
            lines.add(hint(node, bitmap));
        }
        lines.removeIf(String::isEmpty);
        return String.join("\n", lines);
    }
}
