package org.jobdeck.ui.parts.events;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.model.Tone;
import org.jobdeck.ui.model.events.LogEntry;
import org.jobdeck.ui.model.events.LogView;
import org.jobdeck.ui.widgets.Palette;

/** The shown entries of the log: a native virtual table, so that only rows in sight are filled. */
final class EventTable {

    private static final Messages TEXTS = Messages.of(EventTable.class);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

    private static final int[] WIDTHS = {95, 105, 180, 110, 420};

    private final Table table;
    private final LogView view;

    EventTable(Composite parent, LogView view) {
        this.view = view;
        table = new Table(parent, SWT.VIRTUAL | SWT.MULTI | SWT.FULL_SELECTION | SWT.V_SCROLL | SWT.H_SCROLL);
        table.setHeaderVisible(true);
        String[] titles = {
            TEXTS.get("column.time"),
            TEXTS.get("column.source"),
            TEXTS.get("column.event"),
            TEXTS.get("column.subject"),
            TEXTS.get("column.words")
        };
        for (int i = 0; i < titles.length; i++) {
            TableColumn column = new TableColumn(table, SWT.LEFT);
            column.setText(titles[i]);
            column.setWidth(WIDTHS[i]);
        }
        table.addListener(SWT.SetData, e -> fill((TableItem) e.item, e.index));
        table.addListener(SWT.KeyDown, e -> {
            if ((e.stateMask & SWT.MODIFIER_MASK) == SWT.MOD1 && e.keyCode == 'c') {
                copy();
            }
        });
    }

    Table control() {
        return table;
    }

    /** Shows how the view has changed. */
    void show(LogView.Change change, boolean follow) {
        if (change == LogView.Change.NONE) {
            return;
        }
        int count = view.shown().size();
        table.setItemCount(count);
        if (change == LogView.Change.MOVED) {
            table.deselectAll();
            table.clearAll();
        }
        if (follow && count > 0) {
            table.showItem(table.getItem(count - 1));
        }
    }

    /** Fills all rows anew: the view shows others, or the colours are others. */
    void refill(boolean follow) {
        table.deselectAll();
        table.setItemCount(view.shown().size());
        table.clearAll();
        if (follow && !view.shown().isEmpty()) {
            table.showItem(table.getItem(view.shown().size() - 1));
        }
    }

    /** Copies the selected rows, or all, as lines with tabulators between the cells. */
    void copy() {
        int[] chosen = table.getSelectionIndices();
        Arrays.sort(chosen);
        List<LogEntry> entries = new ArrayList<>();
        if (chosen.length == 0) {
            entries.addAll(view.shown());
        }
        for (int index : chosen) {
            entries.add(view.shown().get(index));
        }
        if (entries.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder();
        entries.forEach(entry -> text.append(String.join("\t", cells(entry))).append(System.lineSeparator()));
        Clipboard clipboard = new Clipboard(table.getDisplay());
        try {
            clipboard.setContents(new Object[] {text.toString()}, new Transfer[] {TextTransfer.getInstance()});
        } finally {
            clipboard.dispose();
        }
    }

    private void fill(TableItem item, int index) {
        if (index < 0 || index >= view.shown().size()) {
            return;
        }
        LogEntry entry = view.shown().get(index);
        item.setText(cells(entry));
        item.setForeground(entry.isAlarm() ? Palette.of(table.getDisplay()).tone(Tone.FAILED) : null);
    }

    private static String[] cells(LogEntry entry) {
        return new String[] {
            TIME.format(entry.at().atZone(ZoneId.systemDefault())),
            entry.sourceName(),
            entry.name(),
            entry.subject(),
            entry.words()
        };
    }
}
