/** The part that shows what became of jobs, of this run and of earlier ones. */
package org.jobdeck.ui.parts.history;
