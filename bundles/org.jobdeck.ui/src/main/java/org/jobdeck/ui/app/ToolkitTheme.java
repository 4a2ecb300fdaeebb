package org.jobdeck.ui.app;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;
import org.jobdeck.ui.prefs.ThemeChoice;
import org.jobdeck.ui.widgets.Gtk;

/**
 * The theme that the toolkit draws with, which SWT has no public way to choose. Only GTK can be told; elsewhere the window
 * stays as the desktop is, and so it does under GTK where the environment names the theme ({@code GTK_THEME}). User
 * interface thread only.
 */
final class ToolkitTheme {

    private static final Logger LOG = System.getLogger(ToolkitTheme.class.getName());

    private static final String DARK = "-dark";

    private final boolean desktopIsDark;
    private String ofDesktop = "";

    /**
     * Nothing is changed yet.
     *
     * @param desktopIsDark what it is where nobody has chosen
     */
    ToolkitTheme(boolean desktopIsDark) {
        this.desktopIsDark = desktopIsDark;
    }

    /** Draws as the user has chosen; the colours of the display follow when the toolkit has taken it in. */
    void choose(ThemeChoice choice) {
        if (!Gtk.isUsed()) {
            return;
        }
        try {
            if (ofDesktop.isEmpty()) {
                ofDesktop = Gtk.themeName();
            }
            switch (choice) {
                case SYSTEM -> draw(ofDesktop, desktopIsDark && !isDark(ofDesktop));
                case LIGHT -> draw(lightOf(ofDesktop), false);
                case DARK -> draw(ofDesktop, true);
            }
        } catch (ReflectiveOperationException e) {
            LOG.log(
                    Level.WARNING,
                    "The window stays as the desktop is, because the toolkit cannot be told otherwise.",
                    e);
        }
    }

    /** The light theme beside a dark one: desktops that are dark use one whose name ends so. */
    static String lightOf(String name) {
        return isDark(name) ? name.substring(0, name.length() - DARK.length()) : name;
    }

    private static boolean isDark(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(DARK);
    }

    private static void draw(String theme, boolean preferDark) throws ReflectiveOperationException {
        if (!theme.equals(Gtk.themeName())) {
            Gtk.setThemeName(theme);
        }
        Gtk.preferDark(preferDark);
    }
}
