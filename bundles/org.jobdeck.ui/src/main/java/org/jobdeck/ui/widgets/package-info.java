/** The widgets of the window: the live tree, buttons and menus of verbs, colours and marks. */
package org.jobdeck.ui.widgets;
