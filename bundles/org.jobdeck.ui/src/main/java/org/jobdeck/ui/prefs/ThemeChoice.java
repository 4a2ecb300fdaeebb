package org.jobdeck.ui.prefs;

/** Whether the window is light or dark. */
public enum ThemeChoice {
    /** As the desktop is. */
    SYSTEM,
    /** Light, whatever the desktop is. */
    LIGHT,
    /** Dark, whatever the desktop is. */
    DARK
}
