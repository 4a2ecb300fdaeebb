package org.jobdeck.ui.app;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.e4.ui.css.swt.theme.IThemeEngine;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Listener;
import org.jobdeck.ui.prefs.Settings;
import org.jobdeck.ui.prefs.ThemeChoice;
import org.jobdeck.ui.widgets.Palette;

/** Keeps the window light or dark: as the user has chosen, or as the desktop is. */
final class ThemeSwitch implements AutoCloseable {

    private static final Logger LOG = System.getLogger(ThemeSwitch.class.getName());

    private static final String CSS_THEME = "cssTheme";
    private static final String LIGHT = "org.jobdeck.ui.light";
    private static final String DARK = "org.jobdeck.ui.dark";

    private final Display display;
    private final IEclipseContext context;
    private final Settings settings;
    private final boolean systemIsDark = Display.isSystemDarkTheme();
    private final Listener onSettings = event -> follow();
    private final Runnable onChoice = this::choose;
    private ThemeChoice chosen = ThemeChoice.SYSTEM;

    private ThemeSwitch(Display display, IEclipseContext context, Settings settings) {
        this.display = display;
        this.context = context;
        this.settings = settings;
    }

    /** Chooses the theme before there are widgets, and follows the user and the desktop from then on. */
    static ThemeSwitch install(Display display, IEclipseContext context, Settings settings) {
        ThemeSwitch theme = new ThemeSwitch(display, context, settings);
        theme.choose();
        context.set(CSS_THEME, theme.current());
        display.addListener(SWT.Settings, theme.onSettings);
        settings.addListener(theme.onChoice);
        return theme;
    }

    @Override
    public void close() {
        settings.removeListener(onChoice);
        if (!display.isDisposed()) {
            display.removeListener(SWT.Settings, onSettings);
        }
    }

    private String current() {
        return Palette.of(display) == Palette.DARK ? DARK : LIGHT;
    }

    private void choose() {
        ThemeChoice next = settings.preferences().theme();
        if (next != chosen) {
            chosen = next;
            preferDark(
                    switch (next) {
                        case SYSTEM -> systemIsDark;
                        case LIGHT -> false;
                        case DARK -> true;
                    });
            follow();
        }
    }

    /** The toolkit has no public way to say so. */
    private static void preferDark(boolean dark) {
        if (!SWT.getPlatform().equals("gtk")) {
            return;
        }
        try {
            Class<?> gtk = Class.forName("org.eclipse.swt.internal.gtk.OS", true, Display.class.getClassLoader());
            gtk.getMethod("setDarkThemePreferred", boolean.class).invoke(null, dark);
        } catch (ReflectiveOperationException e) {
            LOG.log(
                    Level.WARNING,
                    "The window stays as the desktop is, because the toolkit cannot be told otherwise.",
                    e);
        }
    }

    private void follow() {
        IThemeEngine engine = context.get(IThemeEngine.class);
        String wanted = current();
        if (engine != null
                && (engine.getActiveTheme() == null
                        || !engine.getActiveTheme().getId().equals(wanted))) {
            engine.setTheme(wanted, false);
        }
    }
}
