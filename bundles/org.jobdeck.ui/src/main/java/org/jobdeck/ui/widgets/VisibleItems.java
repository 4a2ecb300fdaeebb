package org.jobdeck.ui.widgets;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;

/**
 * The items of a tree that can be seen, from the top.
 *
 * <p>The toolkit has no question for them, and looking for them place by place costs more than all else that is done for a
 * tree at rest: so they are remembered until the tree is scrolled or changes its size, or its owner says that others may be
 * seen. User interface thread only.
 */
final class VisibleItems {

    private final Tree tree;
    private final IntSupplier x;
    private List<TreeItem> items;
    private Place place;

    /** Where the tree was looked at. */
    private record Place(int scrolled, Rectangle area, int rowHeight) {}

    /**
     * The visible items of that tree.
     *
     * @param x tells a place in the leftmost column where no expander is
     */
    VisibleItems(Tree tree, IntSupplier x) {
        this.tree = tree;
        this.x = x;
    }

    /** Other items may be visible than before. */
    void forget() {
        items = null;
    }

    /** Those that can be seen now. */
    List<TreeItem> items() {
        Place now = new Place(tree.getVerticalBar().getSelection(), tree.getClientArea(), tree.getItemHeight());
        if (items == null || !now.equals(place) || items.stream().anyMatch(TreeItem::isDisposed)) {
            items = find(now);
            place = now;
        }
        return items;
    }

    private List<TreeItem> find(Place now) {
        List<TreeItem> found = new ArrayList<>();
        if (now.rowHeight() <= 0 || tree.getItemCount() == 0) {
            return found;
        }
        int column = x.getAsInt();
        int bottom = now.area().height + tree.getHeaderHeight();
        TreeItem last = null;
        for (int y = 2; y < bottom; y += now.rowHeight() / 2) {
            TreeItem item = tree.getItem(new Point(column, y));
            if (item != null && item != last) {
                found.add(item);
                last = item;
            }
        }
        return found;
    }
}
