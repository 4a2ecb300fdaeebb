/** The texts of the window in the user's language. */
package org.jobdeck.ui.i18n;
