package org.jobdeck.ui.widgets;

import java.util.function.ObjIntConsumer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;

/** Moves through a tree by the keyboard, where the toolkit does nothing by itself. */
final class TreeMoves {

    private final Tree tree;
    private final ObjIntConsumer<TreeItem> unfold;
    private final Runnable moved;

    /**
     * Moves that are made in that tree.
     *
     * @param unfold unfolds an item, or folds it if the number is 0
     * @param moved is told that another item is selected
     */
    TreeMoves(Tree tree, ObjIntConsumer<TreeItem> unfold, Runnable moved) {
        this.tree = tree;
        this.unfold = unfold;
        this.moved = moved;
        tree.addListener(SWT.KeyDown, this::key);
    }

    /** Selects the row below the selected one as it is seen, or the first. */
    void down() {
        TreeItem item = selected();
        select(item == null ? first() : below(item));
    }

    /** Selects the row above the selected one as it is seen, or the first. */
    void up() {
        TreeItem item = selected();
        select(item == null ? first() : above(item));
    }

    /** Folds the selected row, or selects the one it stands below. */
    void left() {
        TreeItem item = selected();
        if (item == null) {
            return;
        }
        if (item.getExpanded() && item.getItemCount() > 0) {
            unfold.accept(item, 0);
        } else {
            select(item.getParentItem());
        }
    }

    /** Unfolds the selected row, or selects the first one below it. */
    void right() {
        TreeItem item = selected();
        if (item == null || item.getItemCount() == 0) {
            return;
        }
        if (item.getExpanded()) {
            select(item.getItem(0));
        } else {
            unfold.accept(item, 1);
        }
    }

    private void key(Event event) {
        if (tree.getSelectionCount() != 1 || (event.stateMask & SWT.MODIFIER_MASK) != 0) {
            return;
        }
        if (event.keyCode == SWT.ARROW_LEFT) {
            left();
            event.doit = false;
        } else if (event.keyCode == SWT.ARROW_RIGHT && selected().getItemCount() > 0) {
            right();
            event.doit = false;
        }
    }

    private TreeItem selected() {
        TreeItem[] selection = tree.getSelection();
        return selection.length == 0 ? null : selection[selection.length - 1];
    }

    private TreeItem first() {
        return tree.getItemCount() == 0 ? null : tree.getItem(0);
    }

    private void select(TreeItem item) {
        if (item != null) {
            tree.setSelection(item);
            tree.showSelection();
            moved.run();
        }
    }

    private TreeItem below(TreeItem item) {
        if (item.getExpanded() && item.getItemCount() > 0) {
            return item.getItem(0);
        }
        TreeItem each = item;
        while (each != null) {
            TreeItem next = sibling(each, 1);
            if (next != null) {
                return next;
            }
            each = each.getParentItem();
        }
        return null;
    }

    private TreeItem above(TreeItem item) {
        TreeItem each = sibling(item, -1);
        if (each == null) {
            return item.getParentItem();
        }
        while (each.getExpanded() && each.getItemCount() > 0) {
            each = each.getItem(each.getItemCount() - 1);
        }
        return each;
    }

    private TreeItem sibling(TreeItem item, int distance) {
        TreeItem parent = item.getParentItem();
        int index = (parent == null ? tree.indexOf(item) : parent.indexOf(item)) + distance;
        int count = parent == null ? tree.getItemCount() : parent.getItemCount();
        if (index < 0 || index >= count) {
            return null;
        }
        return parent == null ? tree.getItem(index) : parent.getItem(index);
    }
}
