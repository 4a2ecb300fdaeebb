/** Rows and records as text for other programs. */
package org.jobdeck.ui.export;
