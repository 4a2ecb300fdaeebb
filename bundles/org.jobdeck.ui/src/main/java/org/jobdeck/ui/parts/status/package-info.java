/** The line at the window's lower edge. */
package org.jobdeck.ui.parts.status;
