package org.jobdeck.ui.parts.nodegraph;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.jobdeck.source.graph.GraphBitmap;
import org.jobdeck.source.graph.GraphEdge;
import org.jobdeck.source.graph.GraphNode;
import org.jobdeck.source.graph.NodeGraph;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.model.Tone;
import org.jobdeck.ui.model.graph.GraphText;
import org.jobdeck.ui.widgets.Palette;

/** The same as the picture in words, for reading and for those who cannot see it; here a bitmap comes with its repair. */
final class GraphTable {

    private static final Messages TEXTS = Messages.of(GraphTable.class);

    private static final int[] WIDTHS = {120, 150, 150, 120, 260, 200};

    private final Table table;
    private NodeGraph shown = NodeGraph.EMPTY;

    /**
     * An empty table.
     *
     * @param choose takes the name of the node whose row was selected
     */
    GraphTable(Composite parent, Consumer<String> choose) {
        table = new Table(parent, SWT.SINGLE | SWT.FULL_SELECTION | SWT.V_SCROLL | SWT.H_SCROLL);
        table.setHeaderVisible(true);
        List<String> titles = List.of(
                TEXTS.get("column.node"),
                TEXTS.get("column.kind"),
                TEXTS.get("column.holders"),
                TEXTS.get("column.edges"),
                TEXTS.get("column.bitmaps"),
                TEXTS.get("column.file"));
        for (int i = 0; i < titles.size(); i++) {
            TableColumn column = new TableColumn(table, SWT.LEFT);
            column.setText(titles.get(i));
            column.setWidth(WIDTHS[i]);
        }
        table.addListener(SWT.Selection, e -> choose.accept(((TableItem) e.item).getText(0)));
    }

    Table control() {
        return table;
    }

    /** Shows another graph. */
    void show(NodeGraph graph) {
        if (graph.equals(shown)) {
            return;
        }
        shown = graph;
        int selected = table.getSelectionIndex();
        table.setItemCount(graph.nodes().size());
        for (int i = 0; i < graph.nodes().size(); i++) {
            fill(table.getItem(i), graph, graph.nodes().get(i));
        }
        if (selected >= 0 && selected < graph.nodes().size()) {
            table.setSelection(selected);
        }
    }

    private void fill(TableItem item, NodeGraph graph, GraphNode node) {
        boolean broken = node.bitmaps().stream().anyMatch(GraphBitmap::inconsistent);
        item.setText(new String[] {
            node.name(),
            GraphText.kind(node),
            GraphText.holders(graph, node.name()),
            graph.edges().stream()
                    .filter(edge -> edge.parent().equals(node.name()))
                    .map(GraphTable::edge)
                    .collect(Collectors.joining(", ")),
            node.bitmaps().stream().map(bitmap -> words(node, bitmap)).collect(Collectors.joining("; ")),
            node.file()
        });
        item.setForeground(broken ? Palette.of(table.getDisplay()).tone(Tone.FAILED) : null);
    }

    private static String edge(GraphEdge edge) {
        return edge.role() + ": " + edge.child();
    }

    private static String words(GraphNode node, GraphBitmap bitmap) {
        String hint = GraphText.hint(node, bitmap);
        return hint.isEmpty() ? GraphText.bitmap(bitmap) : hint;
    }
}
