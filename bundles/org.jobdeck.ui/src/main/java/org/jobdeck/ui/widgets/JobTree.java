package org.jobdeck.ui.widgets;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.live.Frame;
import org.jobdeck.ui.model.Cells;
import org.jobdeck.ui.model.Column;
import org.jobdeck.ui.model.Row;
import org.jobdeck.ui.model.RowKey;

/**
 * The live tree: a native virtual tree over the row model.
 *
 * <p>Each frame gives new contents only to visible rows that look different. Rows that come and go are inserted and
 * disposed of one by one, so that selection, expansion and scroll position stay where the user put them; only a new order
 * fills a level anew.
 */
public final class JobTree {

    private static final String CELLS = "cells";
    private static final String DIMMED = "dimmed";

    /** How often what is seen is looked at anew for the time that has passed. */
    private static final int AGE_EVERY_MILLIS = 1000;

    private final Tree tree;
    private final Desk desk;
    private final Glyphs glyphs;
    private final Map<RowKey, TreeItem> filled = new HashMap<>();
    private final Unfolding unfolding = new Unfolding();
    private final TreeLevels levels;
    private final TreeColumns columns;
    private final TreeMoves moves;
    private final VisibleItems visible;
    private final Consumer<Frame> onFrame = this::frame;
    private final Runnable onSelection = this::showSelection;
    private boolean sweepDue;

    /** A tree that follows the desk until it is disposed of. */
    public JobTree(Composite parent, Desk desk, Glyphs glyphs) {
        this.desk = desk;
        this.glyphs = glyphs;
        tree = new Tree(parent, SWT.VIRTUAL | SWT.MULTI | SWT.FULL_SELECTION | SWT.NO_SEARCH);
        tree.setHeaderVisible(true);
        levels = new TreeLevels(tree, this::fill);
        columns = new TreeColumns(tree, desk.settings(), this::showAgain);
        visible = new VisibleItems(tree, columns::xOfLeftmost);
        moves = new TreeMoves(tree, (item, open) -> unfold(item, open != 0), this::publishSelection);
        tree.addListener(SWT.SetData, this::setData);
        tree.addListener(SWT.PaintItem, this::paint);
        tree.addListener(SWT.Selection, e -> publishSelection());
        tree.addListener(SWT.Expand, e -> toggled((TreeItem) e.item, true));
        tree.addListener(SWT.Collapse, e -> toggled((TreeItem) e.item, false));
        tree.addListener(SWT.DefaultSelection, e -> flip((TreeItem) e.item));
        tree.addListener(SWT.Dispose, e -> {
            desk.adapter().removeListener(onFrame);
            desk.selection().removeListener(onSelection);
        });
        desk.adapter().addListener(onFrame);
        desk.selection().addListener(onSelection);
        synchronize();
        tree.getDisplay().timerExec(AGE_EVERY_MILLIS, this::age);
    }

    /** The widget. */
    public Tree control() {
        return tree;
    }

    /** Shows the colours of another palette. */
    public void repaint() {
        for (TreeItem item : filled.values()) {
            if (!item.isDisposed() && item.getData(CELLS) instanceof Cells cells) {
                item.setImage(0, glyphs.mark(cells));
            }
        }
        tree.redraw();
    }

    /** Selects the row below the selected one. */
    public void down() {
        moves.down();
    }

    /** Selects the row above the selected one. */
    public void up() {
        moves.up();
    }

    /** Selects all rows that can be seen without unfolding any. */
    public void selectAll() {
        tree.selectAll();
        publishSelection();
    }

    private void age() {
        if (tree.isDisposed()) {
            return;
        }
        for (TreeItem item : visible.items()) {
            if (item.getData() instanceof Row row) {
                row.age();
                show(item, row);
            }
        }
        tree.getDisplay().timerExec(AGE_EVERY_MILLIS, this::age);
    }

    private void frame(Frame frame) {
        if (frame.structure()) {
            synchronize();
            publishSelection();
        }
        desk.adapter().stats().rowsTouched(sweep());
    }

    // filling

    private void setData(Event event) {
        TreeItem item = (TreeItem) event.item;
        TreeItem parent = item.getParentItem();
        List<Row> level = levels.shown(parent);
        visible.forget();
        int index = parent == null ? tree.indexOf(item) : parent.indexOf(item);
        if (index >= 0 && index < level.size()) {
            fill(item, level.get(index));
        }
    }

    private void fill(TreeItem item, Row row) {
        item.setData(row);
        filled.put(row.key(), item);
        show(item, row);
        levels.begin(item, row.children());
    }

    /** Gives an item what its row shows now; whether that was anything new. */
    private boolean show(TreeItem item, Row row) {
        Cells next = row.cells();
        Cells old = (Cells) item.getData(CELLS);
        if (next == old) {
            return false;
        }
        item.setData(CELLS, next);
        // a text that nobody sees would have the row drawn again
        for (Column column : columns.shown()) {
            if (old == null || !old.text(column).equals(next.text(column))) {
                item.setText(column.ordinal(), next.text(column));
            }
        }
        if (old == null || old.tone() != next.tone() || old.kind() != next.kind()) {
            item.setImage(0, glyphs.mark(next));
        }
        dim(item, next.kind() == Cells.Kind.JOB && row.jobs().getFirst().isEnded());
        if (old != null && old.bar() != next.bar()) {
            Rectangle cell = item.getBounds(Column.PROGRESS.ordinal());
            tree.redraw(cell.x, cell.y, cell.width, cell.height, false);
        }
        return true;
    }

    /** Other columns are shown, which items may have no texts for. */
    private void showAgain() {
        for (TreeItem item : filled.values()) {
            if (!item.isDisposed() && item.getData() instanceof Row row) {
                item.setData(CELLS, null);
                show(item, row);
            }
        }
    }

    /** The text of a job that is there no more steps back; it says so too, so the row is drawn again. */
    private static void dim(TreeItem item, boolean wanted) {
        if (wanted != (item.getData(DIMMED) != null)) {
            item.setData(DIMMED, wanted ? DIMMED : null);
        }
    }

    // the visible rows

    /** Brings the visible rows up to date and returns how many there was something to do for. */
    private int sweep() {
        int touched = 0;
        for (TreeItem item : visible.items()) {
            if (item.getData() instanceof Row row && show(item, row)) {
                touched++;
            }
        }
        return touched;
    }

    /** Rows out of sight are left as they were, so what comes into sight is compared when it is painted. */
    private void paint(Event event) {
        TreeItem item = (TreeItem) event.item;
        if (item.getData(DIMMED) != null) {
            Veil.lay(event, tree.getBackground());
        }
        if (event.index != Column.PROGRESS.ordinal() || !(item.getData(CELLS) instanceof Cells cells)) {
            return;
        }
        if (item.getData() instanceof Row row && row.cells() != cells && !sweepDue) {
            sweepDue = true;
            tree.getDisplay().asyncExec(() -> {
                sweepDue = false;
                if (!tree.isDisposed()) {
                    visible.forget();
                    sweep();
                }
            });
        }
        BarPainter.paint(
                event.gc, item.getBounds(event.index), cells, (event.detail & SWT.SELECTED) != 0, glyphs.palette());
    }

    // rows that come and go

    private void synchronize() {
        visible.forget();
        List<RowKey> selected = desk.selection().keys();
        synchronizeLevel(null, desk.model().roots());
        // parents before children: an item can only be unfolded under one that is
        List<TreeItem> items = filled.values().stream()
                .filter(item -> !item.isDisposed())
                .sorted(Comparator.comparingInt(item -> rank(((Row) item.getData()).key())))
                .toList();
        for (TreeItem item : items) {
            if (!item.isDisposed() && item.getData() instanceof Row row) {
                synchronizeLevel(item, row.children());
            }
        }
        filled.values().removeIf(TreeItem::isDisposed);
        forgetGoneRows();
        // where a selected row goes the toolkit selects its neighbour, and the next verb would hit another job
        List<RowKey> staying = selected.stream()
                .filter(key -> desk.model().find(key).isPresent())
                .toList();
        if (!staying.equals(selectedKeys())) {
            select(staying);
        }
    }

    private static int rank(RowKey key) {
        return switch (key) {
            case RowKey.Source _, RowKey.Group _ -> 0;
            case RowKey.Txn _ -> 1;
            case RowKey.Job _ -> 2;
            case RowKey.Node _ -> 3;
        };
    }

    private void synchronizeLevel(TreeItem parent, List<Row> next) {
        if (levels.synchronize(parent, next)) {
            unfoldBelow(parent, next);
        }
    }

    private void unfoldBelow(TreeItem parent, List<Row> level) {
        if (parent != null
                && parent.getData() instanceof Row row
                && unfolding.isWanted(row.key(), rowsBeside(parent))) {
            parent.setExpanded(true);
        }
        for (int i = 0; i < level.size(); i++) {
            Row row = level.get(i);
            if (unfolding.isWanted(row.key(), level.size())) {
                TreeItem item = levels.item(parent, i);
                // one that is filled already is brought up to date, and unfolded, when its own level is
                if (item.getData() != row) {
                    fill(item, row);
                    unfoldBelow(item, row.children());
                }
            }
        }
    }

    private int rowsBeside(TreeItem item) {
        return levels.shown(item.getParentItem()).size();
    }

    private void forgetGoneRows() {
        unfolding.forget(key -> desk.model().find(key).isEmpty());
        filled.keySet().removeIf(key -> desk.model().find(key).isEmpty());
    }

    // selection and keys

    private void publishSelection() {
        desk.selection().set(selectedKeys());
    }

    /** Others may choose rows too. */
    private void showSelection() {
        if (!desk.selection().keys().equals(selectedKeys())) {
            select(desk.selection().keys());
        }
    }

    private List<RowKey> selectedKeys() {
        List<RowKey> keys = new ArrayList<>();
        for (TreeItem item : tree.getSelection()) {
            if (item.getData() instanceof Row row) {
                keys.add(row.key());
            }
        }
        return keys;
    }

    private void select(List<RowKey> keys) {
        List<TreeItem> items = new ArrayList<>();
        for (RowKey key : keys) {
            desk.model().find(key).map(this::itemOf).ifPresent(items::add);
        }
        tree.setSelection(items.toArray(TreeItem[]::new));
    }

    private TreeItem itemOf(Row row) {
        TreeItem known = filled.get(row.key());
        if (known != null && !known.isDisposed()) {
            return known;
        }
        TreeItem parent = row.parent() == null ? null : itemOf(row.parent());
        int index = levels.shown(parent).indexOf(row);
        if (index < 0) {
            return null;
        }
        TreeItem item = levels.item(parent, index);
        if (item.getData() != row) {
            fill(item, row);
        }
        return item;
    }

    private void toggled(TreeItem item, boolean open) {
        // the toolkit tells it before it happens
        visible.forget();
        tree.getDisplay().asyncExec(visible::forget);
        if (item.getData() instanceof Row row) {
            unfolding.set(row.key(), open);
        }
    }

    private void unfold(TreeItem item, boolean open) {
        item.setExpanded(open);
        toggled(item, open);
    }

    private void flip(TreeItem item) {
        if (item != null && item.getItemCount() > 0) {
            unfold(item, !item.getExpanded());
        }
    }
}
