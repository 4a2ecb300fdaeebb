package org.jobdeck.ui.app;

import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.e4.ui.css.swt.theme.IThemeEngine;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Listener;
import org.jobdeck.ui.widgets.Palette;

/** Keeps the style sheet light or dark, as the desktop is. */
final class ThemeSwitch implements AutoCloseable {

    private static final String CSS_THEME = "cssTheme";
    private static final String LIGHT = "org.jobdeck.ui.light";
    private static final String DARK = "org.jobdeck.ui.dark";

    private final Display display;
    private final IEclipseContext context;
    private final Listener onSettings = event -> follow();

    private ThemeSwitch(Display display, IEclipseContext context) {
        this.display = display;
        this.context = context;
    }

    /** Chooses the style sheet before there are widgets, and follows the desktop from then on. */
    static ThemeSwitch install(Display display, IEclipseContext context) {
        ThemeSwitch theme = new ThemeSwitch(display, context);
        context.set(CSS_THEME, theme.current());
        display.addListener(SWT.Settings, theme.onSettings);
        return theme;
    }

    @Override
    public void close() {
        if (!display.isDisposed()) {
            display.removeListener(SWT.Settings, onSettings);
        }
    }

    private String current() {
        return Palette.of(display) == Palette.DARK ? DARK : LIGHT;
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
