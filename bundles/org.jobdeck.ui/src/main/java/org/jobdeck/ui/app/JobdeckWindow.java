package org.jobdeck.ui.app;

import java.util.function.Consumer;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.e4.ui.internal.workbench.E4Workbench;
import org.eclipse.e4.ui.internal.workbench.swt.E4Application;
import org.eclipse.e4.ui.model.application.MApplication;
import org.eclipse.e4.ui.model.application.ui.basic.MWindow;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.e4.ui.workbench.modeling.IWindowCloseHandler;
import org.eclipse.equinox.app.IApplicationContext;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.live.WindowCloser;
import org.jobdeck.ui.live.Workspace;

/**
 * The window over a workspace: the e4 application with a {@link Desk} in its context.
 *
 * <p>Everything on the thread of the display.
 */
public final class JobdeckWindow {

    private final Display display;
    private final E4Workbench workbench;
    private final Desk desk;
    private CloseGuard guard;

    private JobdeckWindow(Display display, E4Workbench workbench, Desk desk) {
        this.display = display;
        this.workbench = workbench;
        this.desk = desk;
    }

    /**
     * Opens the window and returns when it has been closed. The display stays, and so do the sources.
     *
     * @param opened is given the window as soon as it shows
     */
    public static void run(
            Display display, IApplicationContext context, Workspace workspace, Consumer<JobdeckWindow> opened) {
        E4Workbench workbench = new E4Application().createE4Workbench(new WindowContext(context), display);
        IEclipseContext shared = workbench.getContext();
        Desk desk = new Desk(
                workspace,
                (delay, frame) -> {
                    if (!display.isDisposed()) {
                        display.timerExec(Math.toIntExact(delay.toMillis()), frame);
                    }
                },
                outcome -> {
                    if (!display.isDisposed()) {
                        display.asyncExec(outcome);
                    }
                });
        shared.set(Desk.class, desk);
        ThemeSwitch theme = ThemeSwitch.install(display, shared, workspace.settings());
        MApplication application = workbench.getApplication();
        EModelService models = shared.get(EModelService.class);
        WindowLayout layout = new WindowLayout(application, models);
        layout.apply(workspace.settings().layout(), display.getBounds());
        ViewChecks checks = new ViewChecks(application, models, workspace.settings());
        MenuTips tips = new MenuTips(application, models, desk);
        try {
            desk.start();
            JobdeckWindow window = new JobdeckWindow(display, workbench, desk);
            shared.set(WindowCloser.class, window::closeAsUser);
            display.asyncExec(() -> {
                window.makeRoomForMenu();
                opened.accept(window);
            });
            workbench.createAndRunUI(application);
            workspace.settings().setLayout(layout.read());
        } finally {
            checks.close();
            tips.close();
            theme.close();
            desk.close();
            workbench.close();
        }
    }

    /** Where it is shown. */
    public Display display() {
        return display;
    }

    /** What its parts share. */
    public Desk desk() {
        return desk;
    }

    /** GTK adds the menu bar after the first layout, which is then too high by as much: another size brings it right. */
    private void makeRoomForMenu() {
        Point size = shell().getSize();
        shell().setSize(size.x, size.y + 1);
    }

    /** Its shell. */
    Shell shell() {
        MWindow window = workbench.getApplication().getChildren().getFirst();
        return (Shell) window.getWidget();
    }

    /** From now on asks the user who closes it while jobs of its own engine are not over. */
    public void guard() {
        guard = new CloseGuard(desk, jobs -> CloseDialog.ask(shell(), jobs), this::close);
        IWindowCloseHandler handler = closing -> guard.mayClose();
        workbench.getApplication().getChildren().getFirst().getContext().set(IWindowCloseHandler.class, handler);
    }

    private void closeAsUser() {
        if (guard == null || guard.mayClose()) {
            close();
        }
    }

    /** Closes it without asking anybody; a second time does nothing. */
    public void close() {
        if (!display.isDisposed() && shell() != null) {
            workbench.close();
        }
    }
}
