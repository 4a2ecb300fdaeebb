package org.jobdeck.ui.bench;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eclipse.equinox.app.IApplicationContext;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.jobdeck.loop.Clock;
import org.jobdeck.ui.app.JobdeckWindow;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.live.Workspace;

/** A window that is driven by a script on a thread of its own. */
final class OpenWindow {

    private static final long PATIENCE_SECONDS = 180;

    private final JobdeckWindow window;
    private final Display display;
    private final Clock clock;
    private final UiProbe probe;

    /** What is done with a window; not on the thread of the display. */
    @FunctionalInterface
    interface Script {
        void run(OpenWindow window) throws Exception;
    }

    private OpenWindow(JobdeckWindow window, Clock clock) {
        this.window = window;
        this.display = window.display();
        this.clock = clock;
        this.probe = new UiProbe(display, clock);
    }

    /** Opens a window on the calling thread, runs the script and closes the window. */
    static void over(Display display, IApplicationContext context, Workspace workspace, Script script)
            throws ExecutionException, InterruptedException {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        JobdeckWindow.run(display, context, workspace, opened -> {
            OpenWindow window = new OpenWindow(opened, workspace.clock());
            new Thread(() -> window.follow(script, ended), "bench").start();
        });
        if (!ended.isDone()) {
            throw new ExecutionException(
                    new IllegalStateException("the window was closed before the benchmark had ended"));
        }
        ended.get();
    }

    private void follow(Script script, CompletableFuture<Void> ended) {
        try {
            script.run(this);
            ended.complete(null);
        } catch (Exception e) {
            ended.completeExceptionally(e);
        } finally {
            if (!display.isDisposed()) {
                display.asyncExec(window::close);
            }
        }
    }

    Desk desk() {
        return window.desk();
    }

    Thread uiThread() {
        return display.getThread();
    }

    /** Does something on the thread of the display and waits for it. */
    void onUi(Runnable what) {
        display.syncExec(what);
    }

    /** What that gives on the thread of the display. */
    <T> T onUiGet(Supplier<T> what) {
        return display.syncCall(what::get);
    }

    /** Measures the thread of the display; for use there. */
    UiProbe probe() {
        return probe;
    }

    /** Waits for something that is looked at on the thread of the display. */
    void until(String what, BooleanSupplier condition) throws Exception {
        CompletableFuture<Void> holds = new CompletableFuture<>();
        display.asyncExec(() -> look(condition, holds));
        try {
            holds.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("waited in vain for " + what, e);
        }
    }

    /**
     * Does something and waits until it shows and the window has nothing left to do.
     *
     * @return for how long, in milliseconds
     */
    double time(String what, Runnable act, BooleanSupplier shows) throws Exception {
        long begin = clock.nanoTime();
        onUi(act);
        until(what, shows);
        // messages come when all is drawn
        onUi(() -> {});
        return (clock.nanoTime() - begin) / 1e6;
    }

    private void look(BooleanSupplier condition, CompletableFuture<Void> holds) {
        try {
            if (condition.getAsBoolean()) {
                holds.complete(null);
            } else if (!holds.isDone()) {
                display.timerExec(2, () -> look(condition, holds));
            }
        } catch (RuntimeException e) {
            holds.completeExceptionally(e);
        }
    }

    /** How late the display's timers come during a time in which the script may do something in steps. */
    Times delaysDuring(long seconds, Runnable step) throws Exception {
        long end = clock.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        onUi(probe::start);
        CompletableFuture<Times> result = new CompletableFuture<>();
        display.asyncExec(() -> goOn(step, end, result));
        return result.get(seconds + PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private void goOn(Runnable step, long end, CompletableFuture<Times> result) {
        if (clock.nanoTime() >= end) {
            result.complete(probe.stop());
            return;
        }
        step.run();
        display.timerExec(30, () -> goOn(step, end, result));
    }

    // the widgets, for use on the thread of the display

    Tree tree() {
        return (Tree) find(shell(), Tree.class::isInstance);
    }

    Text filter() {
        return (Text) find(shell(), control -> control instanceof Text && (control.getStyle() & SWT.SEARCH) != 0);
    }

    /** How many rows lie below the first source. */
    int shownRows() {
        Tree tree = tree();
        return tree.getItemCount() == 0 ? 0 : tree.getItem(0).getItemCount();
    }

    private Shell shell() {
        List<Shell> shells = Arrays.stream(display.getShells())
                .filter(shell -> shell.getText().equals("Jobdeck"))
                .toList();
        return shells.getFirst();
    }

    private static Control find(Composite parent, Predicate<Control> wanted) {
        for (Control child : parent.getChildren()) {
            if (wanted.test(child)) {
                return child;
            }
            if (child instanceof Composite composite) {
                Control found = find(composite, wanted);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}
