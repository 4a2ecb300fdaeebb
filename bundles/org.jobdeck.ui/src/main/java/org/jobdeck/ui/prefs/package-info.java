/**
 * What the user has chosen and wants to find again: {@link org.jobdeck.ui.prefs.Preferences} as values, {@link
 * org.jobdeck.ui.prefs.Settings} as the window has them, {@link org.jobdeck.ui.prefs.SettingsFile} as they are kept.
 */
package org.jobdeck.ui.prefs;
