/**
 * The way from job sources to the user interface's thread and back, without any widget: {@link
 * org.jobdeck.ui.live.UiAdapter} brings changes, {@link org.jobdeck.ui.live.VerbSender} takes verbs.
 */
package org.jobdeck.ui.live;
