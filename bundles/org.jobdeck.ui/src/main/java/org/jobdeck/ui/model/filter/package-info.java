/**
 * The language of the filter prompt: {@link org.jobdeck.ui.model.filter.FilterParser} reads a line, the {@link
 * org.jobdeck.ui.model.filter.Filter} that comes of it is asked for every job.
 */
package org.jobdeck.ui.model.filter;
