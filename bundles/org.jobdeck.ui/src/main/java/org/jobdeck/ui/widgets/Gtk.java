package org.jobdeck.ui.widgets;

import java.nio.charset.StandardCharsets;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Widget;

/**
 * What SWT's users cannot ask GTK for: SWT's own bindings, reached by their names, so that the program can be built and run
 * with other toolkits. User interface thread only.
 */
public final class Gtk {

    private static final String BINDINGS = "org.eclipse.swt.internal.";

    private Gtk() {}

    /** Whether this is the toolkit. */
    public static boolean isUsed() {
        return SWT.getPlatform().equals("gtk");
    }

    /** The name of the theme that is drawn with. */
    public static String themeName() throws ReflectiveOperationException {
        return (String) bindings("gtk.OS").getMethod("getThemeName").invoke(null);
    }

    /** Draws with the theme of that name from now on. */
    public static void setThemeName(String name) throws ReflectiveOperationException {
        set((Long) bindings("gtk.GTK").getMethod("gtk_settings_get_default").invoke(null), "gtk-theme-name", name);
    }

    /** Has the theme be dark if it can, or light. */
    public static void preferDark(boolean dark) throws ReflectiveOperationException {
        bindings("gtk.OS").getMethod("setDarkThemePreferred", boolean.class).invoke(null, dark);
    }

    /** Has a screen reader call a control of GTK's own by a name. */
    public static void setAccessibleName(Control control, String name) throws ReflectiveOperationException {
        long handle = Widget.class.getField("handle").getLong(control);
        set(
                (Long) bindings("gtk3.GTK3")
                        .getMethod("gtk_widget_get_accessible", long.class)
                        .invoke(null, handle),
                "accessible-name",
                name);
    }

    private static void set(long object, String property, String value) throws ReflectiveOperationException {
        bindings("gtk.OS")
                .getMethod("g_object_set", long.class, byte[].class, byte[].class, long.class)
                .invoke(null, object, bytes(property), bytes(value), 0L);
    }

    private static Class<?> bindings(String name) throws ClassNotFoundException {
        return Class.forName(BINDINGS + name, true, Display.class.getClassLoader());
    }

    /** As C has it, with a zero at the end. */
    private static byte[] bytes(String text) {
        return (text + '\0').getBytes(StandardCharsets.UTF_8);
    }
}
