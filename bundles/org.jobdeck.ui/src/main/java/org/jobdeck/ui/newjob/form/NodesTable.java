package org.jobdeck.ui.newjob.form;

import java.util.Arrays;
import java.util.List;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.jobdeck.source.Units;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.widgets.Names;

/** Nodes of which several can be chosen. */
public final class NodesTable {

    private static final Messages TEXTS = Messages.of(NodesTable.class);
    private static final int[] WIDTHS = {150, 70, 90, 110, 260};
    private static final int HEIGHT = 130;

    private final Table table;

    /** A table of all nodes that fills a cell of a grid. */
    public NodesTable(Composite parent, FormContext context) {
        table = new Table(parent, SWT.CHECK | SWT.BORDER | SWT.FULL_SELECTION);
        table.setData(Fields.KEY, "nodes");
        Names.give(table, TEXTS.get("nodes"));
        table.setHeaderVisible(true);
        GridDataFactory.fillDefaults()
                .grab(true, false)
                .hint(SWT.DEFAULT, HEIGHT)
                .applyTo(table);
        String[] titles = {
            TEXTS.get("column.node"),
            TEXTS.get("column.driver"),
            TEXTS.get("column.size"),
            TEXTS.get("column.users"),
            TEXTS.get("column.file")
        };
        for (int i = 0; i < titles.length; i++) {
            TableColumn column = new TableColumn(table, i == 2 ? SWT.RIGHT : SWT.LEFT);
            column.setText(titles[i]);
            column.setWidth(WIDTHS[i]);
        }
        for (NodeChoice choice : context.nodes()) {
            TableItem item = new TableItem(table, SWT.NONE);
            item.setData(choice.name());
            item.setText(new String[] {
                choice.name(),
                choice.node().driver(),
                choice.node().virtualSize() < 0 ? "" : Units.bytes(choice.node().virtualSize()),
                String.join(", ", choice.users()),
                choice.file()
            });
        }
        table.addListener(SWT.Selection, e -> {
            if (e.detail == SWT.CHECK) {
                context.changed().run();
            }
        });
    }

    /** The names of the nodes that are chosen, from top to bottom. */
    public List<String> chosen() {
        return Arrays.stream(table.getItems())
                .filter(TableItem::getChecked)
                .map(item -> (String) item.getData())
                .toList();
    }
}
