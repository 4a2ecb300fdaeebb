package org.jobdeck.ui.bench;

import org.eclipse.swt.widgets.ScrollBar;

/** Moves the tree's scroll bar by some rows each time, down and up again. */
final class Scrolling implements Runnable {

    private static final int ROWS = 7;

    private final OpenWindow window;
    private boolean up;

    Scrolling(OpenWindow window) {
        this.window = window;
    }

    @Override
    public void run() {
        ScrollBar bar = window.tree().getVerticalBar();
        int step = ROWS * window.tree().getItemHeight();
        int last = bar.getMaximum() - bar.getThumb();
        if (bar.getSelection() >= last) {
            up = true;
        } else if (bar.getSelection() == 0) {
            up = false;
        }
        bar.setSelection(Math.clamp((long) bar.getSelection() + (up ? -step : step), 0, last));
    }
}
