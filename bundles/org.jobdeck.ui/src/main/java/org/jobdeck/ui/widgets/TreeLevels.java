package org.jobdeck.ui.widgets;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.jobdeck.ui.model.Row;

/**
 * Which rows the items of a virtual tree stand for, level by level; a level is what lies below one item, or below none
 * (null) for the roots.
 *
 * <p>User interface thread only.
 */
final class TreeLevels {

    private static final String SHOWN = "shown";

    /**
     * Beyond so many single insertions and removals filling a level anew is cheaper: for each row that comes behind others
     * GTK counts those, whereas an empty level is filled from its end to its beginning.
     */
    private static final int MOST_SINGLE_STEPS = 200;

    /** What the items below an item stand for. */
    private record Shown(List<Row> rows) {}

    private final Tree tree;
    private final BiConsumer<TreeItem, Row> fill;
    private List<Row> roots = List.of();

    /**
     * The levels of an empty tree.
     *
     * @param fill gives a new item what its row shows
     */
    TreeLevels(Tree tree, BiConsumer<TreeItem, Row> fill) {
        this.tree = tree;
        this.fill = fill;
    }

    /** What the items below a parent stand for. */
    List<Row> shown(TreeItem parent) {
        if (parent == null) {
            return roots;
        }
        return parent.getData(SHOWN) instanceof Shown shown ? shown.rows() : List.of();
    }

    /** The item at that place below a parent. */
    TreeItem item(TreeItem parent, int index) {
        return parent == null ? tree.getItem(index) : parent.getItem(index);
    }

    /** Lets an item that was just filled have so many items below it, which the toolkit asks for as it needs them. */
    void begin(TreeItem item, List<Row> rows) {
        setShown(item, rows);
        item.setItemCount(rows.size());
    }

    /** Makes the items below a parent stand for those rows; whether that was anything new. */
    boolean synchronize(TreeItem parent, List<Row> next) {
        List<Row> old = shown(parent);
        if (old == next || old.equals(next)) {
            return false;
        }
        if (next.size() > old.size() && next.subList(0, old.size()).equals(old)) {
            // what comes at the end, as very many jobs do when a window opens, needs no comparison
            setShown(parent, next);
            if (next.size() - old.size() > MOST_SINGLE_STEPS) {
                setCount(parent, 0);
            }
            setCount(parent, next.size());
            return true;
        }
        Set<Row> before = new HashSet<>(old);
        Set<Row> after = new HashSet<>(next);
        List<Row> stayingOld = old.stream().filter(after::contains).toList();
        List<Row> stayingNext = next.stream().filter(before::contains).toList();
        int steps = old.size() - stayingOld.size() + next.size() - stayingNext.size();
        setShown(parent, next);
        if (!stayingOld.equals(stayingNext) || steps > MOST_SINGLE_STEPS) {
            setCount(parent, 0);
            setCount(parent, next.size());
        } else {
            removeGone(parent, old, after);
            insertNew(parent, next.subList(0, lastOf(next, before) + 1), before);
            // those behind the last need no insertion
            setCount(parent, next.size());
        }
        return true;
    }

    private static int lastOf(List<Row> rows, Set<Row> among) {
        int last = rows.size() - 1;
        while (last >= 0 && !among.contains(rows.get(last))) {
            last--;
        }
        return last;
    }

    private void removeGone(TreeItem parent, List<Row> old, Set<Row> after) {
        for (int i = old.size() - 1; i >= 0; i--) {
            if (!after.contains(old.get(i))) {
                item(parent, i).dispose();
            }
        }
    }

    private void insertNew(TreeItem parent, List<Row> rows, Set<Row> before) {
        for (int i = 0; i < rows.size(); i++) {
            if (!before.contains(rows.get(i))) {
                TreeItem item = parent == null ? new TreeItem(tree, SWT.NONE, i) : new TreeItem(parent, SWT.NONE, i);
                fill.accept(item, rows.get(i));
            }
        }
    }

    private void setShown(TreeItem parent, List<Row> rows) {
        if (parent == null) {
            roots = rows;
        } else {
            parent.setData(SHOWN, new Shown(rows));
        }
    }

    private void setCount(TreeItem parent, int count) {
        if (parent == null) {
            tree.setItemCount(count);
        } else {
            parent.setItemCount(count);
        }
    }
}
