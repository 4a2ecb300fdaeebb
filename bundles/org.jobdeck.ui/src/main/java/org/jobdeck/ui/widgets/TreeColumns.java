package org.jobdeck.ui.widgets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeColumn;
import org.jobdeck.ui.model.Column;
import org.jobdeck.ui.model.ColumnLayout;
import org.jobdeck.ui.model.RowOrder;
import org.jobdeck.ui.prefs.Settings;

/**
 * The columns of the tree: shown, sorted, moved and made wider as the settings say, which follow what the user does with
 * them.
 *
 * <p>Every column has a widget at all times; one that is hidden has no width. So a column's number is that of its constant.
 */
final class TreeColumns {

    /** The settings follow when the user has let go of the mouse for so long. */
    private static final int KEEP_AFTER_MILLIS = 300;

    private final Tree tree;
    private final Settings settings;
    private final Runnable onOthers;
    private final Runnable onChoice = this::follow;
    private final Runnable keep = this::keep;
    private boolean arranging;
    private boolean keepDue;
    private List<Column> shown = List.of();

    /**
     * The columns of a tree that has none yet.
     *
     * @param onOthers called when other columns are shown than before
     */
    TreeColumns(Tree tree, Settings settings, Runnable onOthers) {
        this.tree = tree;
        this.settings = settings;
        this.onOthers = onOthers;
        for (Column column : Column.values()) {
            add(column);
        }
        follow();
        settings.addListener(onChoice);
        tree.addListener(SWT.MenuDetect, this::openMenuOnHeader);
        tree.addListener(SWT.Dispose, e -> settings.removeListener(onChoice));
    }

    /** Those that can be seen. */
    List<Column> shown() {
        return shown;
    }

    /** A place inside the column that is leftmost, where no expander is. */
    int xOfLeftmost() {
        for (int index : tree.getColumnOrder()) {
            int width = tree.getColumn(index).getWidth();
            if (width > 0) {
                return Math.min(width, tree.getClientArea().width) - 4;
            }
        }
        return 0;
    }

    private void add(Column column) {
        TreeColumn widget = new TreeColumn(tree, column.isNumber() ? SWT.RIGHT : SWT.LEFT);
        widget.setText(column.title());
        widget.setMoveable(true);
        widget.addListener(
                SWT.Selection, e -> settings.change(p -> p.with(p.order().clicked(column))));
        widget.addListener(SWT.Resize, e -> keepSoon());
        widget.addListener(SWT.Move, e -> keepSoon());
    }

    private void follow() {
        // what the user has done to the columns a moment ago must not be undone
        if (keepDue) {
            keep();
        }
        ColumnLayout columns = settings.preferences().columns();
        arranging = true;
        try {
            int[] order = columns.places().stream()
                    .mapToInt(place -> place.column().ordinal())
                    .toArray();
            if (!Arrays.equals(order, tree.getColumnOrder())) {
                tree.setColumnOrder(order);
            }
            for (ColumnLayout.Place place : columns.places()) {
                int width = place.shown() ? place.width() : 0;
                TreeColumn widget = tree.getColumn(place.column().ordinal());
                if (widget.getWidth() != width) {
                    widget.setWidth(width);
                }
            }
        } finally {
            arranging = false;
        }
        noteShown();
        showOrder(settings.preferences().order());
    }

    private void noteShown() {
        List<Column> now = Arrays.stream(Column.values())
                .filter(column -> tree.getColumn(column.ordinal()).getWidth() > 0)
                .toList();
        if (!now.equals(shown)) {
            shown = now;
            onOthers.run();
        }
    }

    private void showOrder(RowOrder order) {
        tree.setSortColumn(
                order.column() == null ? null : tree.getColumn(order.column().ordinal()));
        tree.setSortDirection(order.column() == null ? SWT.NONE : order.descending() ? SWT.DOWN : SWT.UP);
    }

    private void keepSoon() {
        if (!arranging) {
            keepDue = true;
            tree.getDisplay().timerExec(KEEP_AFTER_MILLIS, keep);
        }
    }

    private void keep() {
        keepDue = false;
        if (!tree.isDisposed()) {
            ColumnLayout seen = seen();
            settings.change(p -> p.with(seen));
        }
    }

    /** The columns as the user has left them. */
    private ColumnLayout seen() {
        ColumnLayout columns = settings.preferences().columns();
        List<Column> order = new ArrayList<>();
        for (int index : tree.getColumnOrder()) {
            Column column = Column.values()[index];
            order.add(column);
            int width = tree.getColumn(index).getWidth();
            if (width > 0 && columns.of(column).shown()) {
                columns = columns.with(column, width);
            }
        }
        return columns.inOrder(order);
    }

    private void openMenuOnHeader(Event event) {
        Point place = tree.toControl(event.x, event.y);
        if (place.y >= 0 && place.y < tree.getHeaderHeight() && event.detail != SWT.MENU_KEYBOARD) {
            event.doit = false;
            Menu menu = menu();
            menu.setLocation(event.x, event.y);
            // the choice is told after the menu is hidden, so that it must not be disposed of at once
            menu.addListener(SWT.Hide, e -> tree.getDisplay().asyncExec(menu::dispose));
            menu.setVisible(true);
        }
    }

    /** A menu of all columns that can be hidden. */
    private Menu menu() {
        Menu menu = new Menu(tree);
        for (ColumnLayout.Place place : settings.preferences().columns().places()) {
            if (place.column().canBeHidden()) {
                MenuItem item = new MenuItem(menu, SWT.CHECK);
                item.setText(place.column().title());
                item.setSelection(place.shown());
                item.addListener(
                        SWT.Selection,
                        e -> settings.change(p -> p.with(p.columns().with(place.column(), !place.shown()))));
            }
        }
        return menu;
    }
}
