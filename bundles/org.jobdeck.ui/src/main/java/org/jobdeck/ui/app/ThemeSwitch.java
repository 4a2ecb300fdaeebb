package org.jobdeck.ui.app;

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

    private static final String CSS_THEME = "cssTheme";
    private static final String LIGHT = "org.jobdeck.ui.light";
    private static final String DARK = "org.jobdeck.ui.dark";

    private final Display display;
    private final IEclipseContext context;
    private final Settings settings;
    private final ToolkitTheme toolkit;
    private final Listener onSettings = event -> follow();
    private final Runnable onChoice = this::choose;
    private ThemeChoice chosen = ThemeChoice.SYSTEM;

    private ThemeSwitch(Display display, IEclipseContext context, Settings settings) {
        this.display = display;
        this.context = context;
        this.settings = settings;
        // SWT tells a dark desktop by the name of its theme alone, and misses those that GTK is told to be dark by a
        // setting
        this.toolkit = new ToolkitTheme(Palette.of(display) == Palette.DARK);
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

    /** Gives the display back as it was. */
    @Override
    public void close() {
        settings.removeListener(onChoice);
        if (!display.isDisposed()) {
            display.removeListener(SWT.Settings, onSettings);
            if (chosen != ThemeChoice.SYSTEM) {
                toolkit.choose(ThemeChoice.SYSTEM);
            }
        }
    }

    private String current() {
        return Palette.of(display) == Palette.DARK ? DARK : LIGHT;
    }

    private void choose() {
        ThemeChoice next = settings.preferences().theme();
        if (next != chosen) {
            chosen = next;
            toolkit.choose(next);
            follow();
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
