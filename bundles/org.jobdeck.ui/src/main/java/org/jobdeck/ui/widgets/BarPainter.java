package org.jobdeck.ui.widgets;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.jobdeck.ui.model.Cells;
import org.jobdeck.ui.model.Column;

/**
 * Draws the bar of a progress cell to the right of its text, never under it.
 *
 * <p>On a selected row the bar takes the colour of the selected text: that is the one colour sure to stand out from the
 * selection's background, whatever the theme.
 */
final class BarPainter {

    private static final int TEXT_WIDTH = 50;

    /** A text of so many characters has room before the bar; a longer one moves it. */
    private static final int SHORT_TEXT = 5;

    private static final int MARGIN = 8;
    private static final int HEIGHT = 10;
    private static final int ARC = 6;
    private static final int TRACK_ALPHA_WHEN_SELECTED = 80;

    private BarPainter() {}

    static void paint(GC gc, Rectangle cell, Cells cells, boolean selected, Palette palette) {
        String text = cells.text(Column.PROGRESS);
        int before = text.length() <= SHORT_TEXT ? TEXT_WIDTH : gc.textExtent(text).x + 2 * MARGIN;
        int width = cell.width - before - MARGIN;
        if (cells.bar() == Cells.NO_BAR || width < HEIGHT) {
            return;
        }
        int x = cell.x + before;
        int y = cell.y + (cell.height - HEIGHT) / 2;
        Color background = gc.getBackground();
        int alpha = gc.getAlpha();
        int antialias = gc.getAntialias();
        gc.setAntialias(SWT.ON);
        Color onSelection = gc.getDevice().getSystemColor(SWT.COLOR_LIST_SELECTION_TEXT);
        gc.setBackground(selected ? onSelection : palette.track());
        gc.setAlpha(selected ? TRACK_ALPHA_WHEN_SELECTED : 255);
        gc.fillRoundRectangle(x, y, width, HEIGHT, ARC, ARC);
        int filled = Math.round(width * cells.bar() / 1000f);
        if (filled > 0) {
            gc.setAlpha(255);
            gc.setBackground(selected ? onSelection : palette.tone(cells.tone()));
            gc.fillRoundRectangle(x, y, Math.max(filled, Math.min(ARC, width)), HEIGHT, ARC, ARC);
        }
        gc.setAntialias(antialias);
        gc.setAlpha(alpha);
        gc.setBackground(background);
    }
}
