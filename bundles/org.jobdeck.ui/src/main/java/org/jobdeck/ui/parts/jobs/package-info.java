/** The tree of all jobs with its buttons and its filter. */
package org.jobdeck.ui.parts.jobs;
