/** The parts of the window: jobs, details, status line. */
package org.jobdeck.ui.parts;
