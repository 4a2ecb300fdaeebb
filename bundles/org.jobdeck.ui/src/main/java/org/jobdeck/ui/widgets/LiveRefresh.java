package org.jobdeck.ui.widgets;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Listener;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.live.Frame;

/**
 * Keeps a part current: it is drawn anew when something has changed that concerns it, but not more often than it wishes,
 * and not at all while nobody can see it.
 *
 * <p>Whether it can be seen is looked at after every frame, since the toolkit does not tell when a part of a stack comes
 * to the front.
 */
public final class LiveRefresh {

    /** Where only time has passed it is drawn anew after so long at the earliest. */
    private static final long TICK = Duration.ofSeconds(1).toNanos();

    /** Afterwards it is left as it is for so many times as long as it took. */
    private static final int FREE_AFTERWARDS = 20;

    private final Control control;
    private final Desk desk;
    private final long pause;
    private final Predicate<Frame> concern;
    private final Runnable refresh;
    private final Consumer<Frame> onFrame = this::frame;
    private final Runnable onSelection = this::now;
    private final Runnable afterFrame = this::look;
    private final Runnable refreshing = this::refreshIfDue;
    private final Listener onSettings = event -> now();
    private boolean due = true;
    private boolean ticking;
    private long last;

    /**
     * Begins; ends when the control is disposed of.
     *
     * @param control the part's outermost widget
     * @param pause the shortest time from one refresh to the next
     * @param concern which frames matter
     * @param refresh draws anew; not called before this constructor has returned
     */
    public LiveRefresh(Control control, Desk desk, Duration pause, Predicate<Frame> concern, Runnable refresh) {
        this.control = control;
        this.desk = desk;
        this.pause = pause.toNanos();
        this.concern = concern;
        this.refresh = refresh;
        this.last = desk.clock().nanoTime() - this.pause;
        Display display = control.getDisplay();
        desk.adapter().addListener(onFrame);
        desk.adapter().addAfterFrame(afterFrame);
        desk.selection().addListener(onSelection);
        display.addListener(SWT.Settings, onSettings);
        control.addListener(SWT.Dispose, e -> {
            desk.adapter().removeListener(onFrame);
            desk.adapter().removeAfterFrame(afterFrame);
            desk.selection().removeListener(onSelection);
            display.removeListener(SWT.Settings, onSettings);
        });
        display.timerExec(0, refreshing);
    }

    /** Draws anew after every pause, but not more than once a second, even if nothing has changed: time itself is shown. */
    public LiveRefresh ticking() {
        ticking = true;
        return this;
    }

    /** Draws anew at once if it can be seen, otherwise as soon as it can. */
    public void now() {
        due = true;
        last = desk.clock().nanoTime() - pause;
        refreshIfDue();
    }

    private void frame(Frame frame) {
        due |= concern.test(frame);
    }

    private void look() {
        due |= ticking && desk.clock().nanoTime() - last >= TICK;
        if (isWanted()) {
            // later: a frame that drew all parts, too, would keep the next key waiting for all of that
            control.getDisplay().timerExec(0, refreshing);
        }
    }

    private boolean isWanted() {
        return due && desk.clock().nanoTime() - last >= pause && !control.isDisposed() && control.isVisible();
    }

    private void refreshIfDue() {
        if (isWanted()) {
            due = false;
            long start = desk.clock().nanoTime();
            refresh.run();
            // what takes long is done more seldom, so that this thread stays free for the user
            long free = FREE_AFTERWARDS * (desk.clock().nanoTime() - start);
            last = start + Math.max(0, free - pause);
        }
    }
}
