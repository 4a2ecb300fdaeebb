package org.jobdeck.ui.bench;

import org.eclipse.equinox.app.IApplicationContext;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.jobdeck.ui.app.DesktopApplication;

/** The desktop as users start it, which says so and ends once its window shows. */
final class OpenedProgram {

    /** The line that is printed then. */
    static final String SHOWS = "the window shows";

    private final DesktopApplication application = new DesktopApplication();
    private boolean told;

    Object run(IApplicationContext context) {
        Display display = Display.getDefault();
        display.addFilter(SWT.Paint, this::painted);
        return application.run(context);
    }

    /** The first picture has been drawn when the display is idle again. */
    private void painted(Event event) {
        if (!told) {
            told = true;
            event.display.asyncExec(() -> {
                System.out.println(SHOWS);
                System.out.flush();
                application.stop();
            });
        }
    }
}
