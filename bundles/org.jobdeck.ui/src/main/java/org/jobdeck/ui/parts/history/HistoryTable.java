package org.jobdeck.ui.parts.history;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.jobdeck.history.HistoryEntry;
import org.jobdeck.ui.model.Tone;
import org.jobdeck.ui.widgets.Glyphs;

/** The entries as a virtual table: only rows that are seen are filled. */
final class HistoryTable {

    private final Table table;
    private final HistoryList list;
    private final Glyphs glyphs;

    /**
     * A table over the list.
     *
     * @param chosen called when the user chooses other rows
     */
    HistoryTable(Composite parent, HistoryList list, Glyphs glyphs, Runnable chosen) {
        this.list = list;
        this.glyphs = glyphs;
        table = new Table(parent, SWT.VIRTUAL | SWT.MULTI | SWT.FULL_SELECTION);
        table.setHeaderVisible(true);
        for (HistoryColumn column : HistoryColumn.values()) {
            TableColumn widget = new TableColumn(table, column.isNumber() ? SWT.RIGHT : SWT.LEFT);
            widget.setText(column.title());
            widget.setWidth(column.width());
            widget.setMoveable(true);
            widget.addListener(SWT.Selection, e -> sortBy(column, widget));
        }
        table.addListener(SWT.SetData, e -> fill((TableItem) e.item));
        table.addListener(SWT.Selection, e -> chosen.run());
    }

    Table control() {
        return table;
    }

    /** The chosen entries, from top to bottom. */
    List<HistoryEntry> chosen() {
        return Arrays.stream(table.getSelectionIndices())
                .sorted()
                .filter(index -> index < list.shown().size())
                .mapToObj(list.shown()::get)
                .toList();
    }

    /** Shows what the list has now; the same entries stay chosen. */
    void refresh(Set<Long> chosen) {
        List<HistoryEntry> shown = list.shown();
        int top = table.getTopIndex();
        table.setItemCount(shown.size());
        table.clearAll();
        table.deselectAll();
        int[] indices = IntStream.range(0, shown.size())
                .filter(index -> chosen.contains(shown.get(index).id()))
                .toArray();
        table.select(indices);
        table.setTopIndex(Math.min(top, Math.max(0, shown.size() - 1)));
    }

    /** The numbers of the chosen entries. */
    Set<Long> chosenIds() {
        return chosen().stream().map(HistoryEntry::id).collect(Collectors.toCollection(HashSet::new));
    }

    private void fill(TableItem item) {
        int index = table.indexOf(item);
        if (index < 0 || index >= list.shown().size()) {
            return;
        }
        HistoryEntry entry = list.shown().get(index);
        for (HistoryColumn column : HistoryColumn.values()) {
            item.setText(column.ordinal(), column.text(entry));
        }
        item.setImage(HistoryColumn.OUTCOME.ordinal(), glyphs.mark(toneOf(entry)));
    }

    private static Tone toneOf(HistoryEntry entry) {
        return switch (entry.outcome()) {
            case RUNNING -> OutcomeWords.waitsForDismissal(entry) ? Tone.IDLE : Tone.ACTIVE;
            case LEFT -> Tone.LOST;
            case DONE -> Tone.DONE;
            case FAILED -> Tone.FAILED;
            case CANCELLED -> Tone.CANCELLED;
            case UNKNOWN -> Tone.UNSEEN;
            case INTERRUPTED -> Tone.PAUSED;
        };
    }

    private void sortBy(HistoryColumn column, TableColumn widget) {
        Set<Long> chosen = chosenIds();
        list.clicked(column);
        table.setSortColumn(list.column() == null ? null : widget);
        table.setSortDirection(list.column() == null ? SWT.NONE : list.isDescending() ? SWT.DOWN : SWT.UP);
        refresh(chosen);
    }
}
