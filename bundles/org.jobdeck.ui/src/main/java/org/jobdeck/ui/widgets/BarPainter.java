package org.jobdeck.ui.widgets;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.jobdeck.ui.model.Cells;
import org.jobdeck.ui.model.Column;

/**
 * Draws the bar of a progress cell to the right of its text, never under it; where the text leaves no room for that, as a
 * line below it.
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
    private static final int LEAST_WIDTH = 24;
    private static final int LINE_HEIGHT = 3;
    private static final int ARC = 6;
    private static final int TRACK_ALPHA_WHEN_SELECTED = 80;

    private BarPainter() {}

    static void paint(GC gc, Rectangle cell, Cells cells, boolean selected, Palette palette) {
        String text = cells.text(Column.PROGRESS);
        int before = text.length() <= SHORT_TEXT ? TEXT_WIDTH : gc.textExtent(text).x + 2 * MARGIN;
        if (cells.bar() == Cells.NO_BAR || cell.width <= 2 * MARGIN) {
            return;
        }
        Rectangle bar = place(cell, before);
        int x = bar.x;
        int y = bar.y;
        int width = bar.width;
        int height = bar.height;
        Color background = gc.getBackground();
        int alpha = gc.getAlpha();
        int antialias = gc.getAntialias();
        gc.setAntialias(SWT.ON);
        Color onSelection = gc.getDevice().getSystemColor(SWT.COLOR_LIST_SELECTION_TEXT);
        gc.setBackground(selected ? onSelection : palette.track());
        gc.setAlpha(selected ? TRACK_ALPHA_WHEN_SELECTED : 255);
        gc.fillRoundRectangle(x, y, width, height, ARC, ARC);
        int filled = Math.round(width * cells.bar() / 1000f);
        if (filled > 0) {
            gc.setAlpha(255);
            gc.setBackground(selected ? onSelection : palette.tone(cells.tone()));
            gc.fillRoundRectangle(x, y, Math.max(filled, Math.min(ARC, width)), height, ARC, ARC);
        }
        gc.setAntialias(antialias);
        gc.setAlpha(alpha);
        gc.setBackground(background);
    }

    /**
     * Where the bar of a cell is.
     *
     * @param before the room that the text takes
     */
    static Rectangle place(Rectangle cell, int before) {
        int width = cell.width - before - MARGIN;
        return width < LEAST_WIDTH
                ? new Rectangle(
                        cell.x + MARGIN / 2, cell.y + cell.height - LINE_HEIGHT - 1, cell.width - MARGIN, LINE_HEIGHT)
                : new Rectangle(cell.x + before, cell.y + (cell.height - HEIGHT) / 2, width, HEIGHT);
    }
}
