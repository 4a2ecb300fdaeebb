package org.jobdeck.ui.tests;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.swt.widgets.Tree;
import org.jobdeck.ui.app.JobdeckWindow;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.live.Workspace;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/** The window on a thread of its own, driven from the test's thread. */
final class RunningApp implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 30;
    private static final int LOOK_EVERY_MILLIS = 10;

    private final Thread ui;
    private final CompletableFuture<JobdeckWindow> opened = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final JobdeckWindow window;
    private final Display display;

    RunningApp(Workspace workspace) throws Exception {
        this(workspace, own -> {});
    }

    /**
     * The same on a desktop that is made ready.
     *
     * @param desktop makes it so, on the thread of the display
     */
    RunningApp(Workspace workspace, Consumer<Display> desktop) throws Exception {
        ui = new Thread(
                () -> {
                    try {
                        Display own = Display.getDefault();
                        try {
                            desktop.accept(own);
                            JobdeckWindow.run(own, new Context(), workspace, opened::complete);
                        } finally {
                            own.dispose();
                        }
                        ended.complete(null);
                    } catch (Throwable t) {
                        opened.completeExceptionally(t);
                        ended.completeExceptionally(t);
                    }
                },
                "ui");
        ui.start();
        window = opened.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        display = window.display();
        onUi(() -> {
            shell().forceActive();
            return null;
        });
        leaveMouseAside();
    }

    /** Where a test before has left the pointer it may be over a row or a button of this window, which then takes notice. */
    private void leaveMouseAside() {
        Rectangle screen = onUi(display::getBounds);
        mouse(SWT.MouseMove, new Point(screen.width - 1, screen.height - 1));
    }

    Thread uiThread() {
        return ui;
    }

    Display display() {
        return display;
    }

    Desk desk() {
        return window.desk();
    }

    /** What that gives on the thread of the display. */
    <T> T onUi(Supplier<T> supplier) {
        return display.syncCall(supplier::get);
    }

    /** Waits until the condition, which is looked at on the thread of the display, holds. */
    void until(String what, BooleanSupplier condition) throws Exception {
        CompletableFuture<Void> holds = new CompletableFuture<>();
        display.asyncExec(() -> look(condition, holds));
        try {
            holds.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError("waited in vain for: " + what + "; the window shows " + onUi(this::allTexts), e);
        }
    }

    private void look(BooleanSupplier condition, CompletableFuture<Void> holds) {
        try {
            if (condition.getAsBoolean()) {
                holds.complete(null);
            } else if (!holds.isDone()) {
                display.timerExec(LOOK_EVERY_MILLIS, () -> look(condition, holds));
            }
        } catch (Throwable t) {
            holds.completeExceptionally(t);
        }
    }

    /** Lets that many frames pass. */
    void frames(int count) throws Exception {
        long target = desk().adapter().stats().read().frames() + count;
        until(count + " frames", () -> desk().adapter().stats().read().frames() >= target);
    }

    /** Has the window ask its user before it closes, as the program has it. */
    void guard() {
        onUi(() -> {
            window.guard();
            return null;
        });
    }

    /** Waits until the window has been closed, by whomever. */
    void awaitEnd() throws Exception {
        ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Brings the part of that title to the front of its stack. */
    void bring(String part) {
        onUi(() -> {
            CTabFolder folder = (CTabFolder) find(
                    shell(),
                    control -> control instanceof CTabFolder tabs
                            && tab(tabs, part).isPresent());
            CTabItem item = tab(folder, part).orElseThrow();
            folder.setSelection(item);
            Event event = new Event();
            event.item = item;
            folder.notifyListeners(SWT.Selection, event);
            return null;
        });
    }

    private static Optional<CTabItem> tab(CTabFolder folder, String title) {
        return Arrays.stream(folder.getItems())
                .filter(item -> item.getText().equals(title))
                .findFirst();
    }

    // the widgets, for use on the thread of the display

    /** The dialog of that title, if it is open. */
    Optional<Shell> dialog(String title) {
        return Arrays.stream(display.getShells())
                .filter(shell -> shell.isVisible() && shell.getText().equals(title))
                .findFirst();
    }

    /** Presses a button of a dialog, which is waited for. */
    void pressIn(String dialog, String button) throws Exception {
        until("the dialog " + dialog, () -> dialog(dialog).isPresent());
        display.asyncExec(() -> {
            Button found = (Button) find(
                    dialog(dialog).orElseThrow(),
                    control -> control instanceof Button each
                            && each.getText().replace("&", "").equals(button));
            found.notifyListeners(SWT.Selection, new Event());
        });
        until("that the dialog is gone", () -> dialog(dialog).isEmpty());
    }

    /** The first table that can be seen. */
    Table table() {
        return (Table) find(shell(), control -> control instanceof Table && control.isVisible());
    }

    Shell shell() {
        return Arrays.stream(display.getShells())
                .filter(shell -> shell.getText().equals("Jobdeck"))
                .findFirst()
                .orElseThrow();
    }

    Tree tree() {
        return (Tree) find(shell(), control -> control instanceof Tree);
    }

    ToolItem button(String text) {
        ToolBar bar = (ToolBar) find(
                shell(),
                control -> control instanceof ToolBar several
                        && item(several, text).isPresent());
        return item(bar, text).orElseThrow();
    }

    private static Optional<ToolItem> item(ToolBar bar, String text) {
        return Arrays.stream(bar.getItems())
                .filter(item -> item.getText().equals(text))
                .findFirst();
    }

    Text filter() {
        return (Text) find(
                shell(),
                control -> control instanceof Text text && text.getMessage().equals("Filter jobs"));
    }

    /** All texts of labels and text fields that can be seen. */
    List<String> allTexts() {
        List<String> texts = new ArrayList<>();
        collect(shell(), texts);
        return texts;
    }

    boolean says(String text) {
        return allTexts().stream().anyMatch(each -> each.contains(text));
    }

    private static void collect(Composite parent, List<String> texts) {
        for (Control child : parent.getChildren()) {
            if (!child.isVisible()) {
                continue;
            }
            if (child instanceof Label label && !label.getText().isEmpty()) {
                texts.add(label.getText());
            } else if (child instanceof Text text && !text.getText().isEmpty()) {
                texts.add(text.getText());
            } else if (child instanceof Composite composite) {
                collect(composite, texts);
            }
        }
    }

    /** The first widget of that kind, seen or not. */
    Control findControl(Predicate<Control> wanted) {
        return find(shell(), wanted);
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

    // the user's hands

    void press(int keyCode, char character) {
        post(SWT.KeyDown, keyCode, character);
        post(SWT.KeyUp, keyCode, character);
    }

    /** Presses a letter together with Ctrl. */
    void pressControl(char letter) {
        pressWith(SWT.MOD1, letter);
    }

    /** Presses a letter together with a key such as {@link SWT#SHIFT}. */
    void pressWith(int modifier, char letter) {
        post(SWT.KeyDown, modifier, (char) 0);
        press(0, letter);
        post(SWT.KeyUp, modifier, (char) 0);
    }

    private void post(int type, int keyCode, char character) {
        Event event = new Event();
        event.type = type;
        event.keyCode = keyCode;
        event.character = character;
        if (!onUi(() -> display.post(event))) {
            throw new AssertionError("the display takes no key");
        }
    }

    /** Clicks with the mouse on a button. */
    void click(String button) throws Exception {
        Point middle = onUi(() -> {
            ToolItem item = button(button);
            Rectangle bounds = item.getBounds();
            return item.getParent().toDisplay(bounds.x + bounds.width / 2, bounds.y + bounds.height / 2);
        });
        mouse(SWT.MouseMove, middle);
        frames(1);
        mouse(SWT.MouseDown, middle);
        mouse(SWT.MouseUp, middle);
    }

    private void mouse(int type, Point where) {
        Event event = new Event();
        event.type = type;
        event.x = where.x;
        event.y = where.y;
        event.button = type == SWT.MouseMove ? 0 : 1;
        if (!onUi(() -> display.post(event))) {
            throw new AssertionError("the display takes no mouse");
        }
    }

    @Override
    public void close() throws Exception {
        if (!display.isDisposed()) {
            display.asyncExec(window::close);
        }
        ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        ui.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    }

    /** Stands in for the framework. */
    static final class Context implements IApplicationContext {

        private final String[] arguments;

        Context(String... arguments) {
            this.arguments = arguments.clone();
        }

        @Override
        public Map<?, ?> getArguments() {
            return Map.of(APPLICATION_ARGS, arguments.clone());
        }

        @Override
        public void applicationRunning() {
            // there is no splash to close
        }

        @Override
        public String getBrandingApplication() {
            return "org.jobdeck.ui.app";
        }

        @Override
        public String getBrandingName() {
            return "Jobdeck";
        }

        @Override
        public String getBrandingDescription() {
            return "";
        }

        @Override
        public String getBrandingId() {
            return "org.jobdeck.ui.product";
        }

        @Override
        public String getBrandingProperty(String key) {
            return null;
        }

        @Override
        public Bundle getBrandingBundle() {
            return FrameworkUtil.getBundle(RunningApp.class);
        }

        @Override
        public void setResult(Object result, IApplication application) {
            // nobody asks for it
        }
    }
}
