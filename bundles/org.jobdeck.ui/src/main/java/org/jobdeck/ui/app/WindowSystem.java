package org.jobdeck.ui.app;

import java.util.Map;
import org.eclipse.swt.SWTError;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.widgets.Display;

/** The desktop that the window needs. */
final class WindowSystem {

    /** There is none; the message is one sentence for the user. */
    static final class MissingException extends Exception {
        private static final long serialVersionUID = 1L;

        MissingException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private static final String INSTEAD = "or use the command line, which needs neither: jobdeck demo --headless";

    /** SWT's name for: look for no session manager. */
    private static final String NO_SESSION_MANAGER = "org.eclipse.swt.internal.SessionManagerDBus.disable";

    private WindowSystem() {}

    /**
     * The display.
     *
     * @param osName the system property of that name
     * @param environment the variables of the process
     * @throws MissingException if there is no display, or not what is needed to draw on it
     */
    static Display open(String osName, Map<String, String> environment) throws MissingException {
        boolean gtk = osName.equals("Linux");
        if (gtk && isBlank(environment.get("DISPLAY")) && isBlank(environment.get("WAYLAND_DISPLAY"))) {
            throw new MissingException(noDisplay("neither DISPLAY nor WAYLAND_DISPLAY is set"), null);
        }
        if (gtk && isBlank(environment.get("DBUS_SESSION_BUS_ADDRESS"))) {
            // without a bus there is no session manager to ask, and SWT would complain of it on standard error
            System.setProperty(NO_SESSION_MANAGER, "true");
        }
        try {
            return Display.getDefault();
        } catch (SWTError | SWTException e) {
            String which = gtk ? "'" + nameOf(environment) + "' cannot be used" : "the desktop cannot be used";
            throw new MissingException(noDisplay(which), e);
        } catch (LinkageError e) {
            throw new MissingException(
                    "the window needs GTK 3, which cannot be loaded; install the package libgtk-3-0 (newer systems call"
                            + " it libgtk-3-0t64), " + INSTEAD,
                    e);
        }
    }

    private static String noDisplay(String found) {
        return "the window needs a display, but " + found + "; start it in a desktop session, " + INSTEAD;
    }

    private static String nameOf(Map<String, String> environment) {
        String x11 = environment.get("DISPLAY");
        return isBlank(x11) ? environment.get("WAYLAND_DISPLAY") : x11;
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }
}
