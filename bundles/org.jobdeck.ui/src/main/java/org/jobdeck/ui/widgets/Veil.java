package org.jobdeck.ui.widgets;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.TreeItem;

/**
 * Has the text of a row step back: the colour of the background lies thinly upon it. On GTK, SWT draws the text of a tree
 * in which somebody paints in the tree's own colour, whatever colour its item has.
 */
final class Veil {

    /** How much of the background's colour shows, of 255: what is below can be read on light and on dark. */
    private static final int ALPHA = 100;

    private Veil() {}

    /** Lays it over the text of the cell that is painted; not where the row is selected and has another background. */
    static void lay(Event cell, Color background) {
        if ((cell.detail & SWT.SELECTED) == 0) {
            Rectangle text = ((TreeItem) cell.item).getTextBounds(cell.index);
            Color before = cell.gc.getBackground();
            cell.gc.setAlpha(ALPHA);
            cell.gc.setBackground(background);
            cell.gc.fillRectangle(text);
            cell.gc.setAlpha(255);
            cell.gc.setBackground(before);
        }
    }

    /** The colour that a text has below it. */
    static RGB below(RGB text, RGB background) {
        return new RGB(
                mix(text.red, background.red), mix(text.green, background.green), mix(text.blue, background.blue));
    }

    private static int mix(int text, int background) {
        return (text * (255 - ALPHA) + background * ALPHA) / 255;
    }
}
