/**
 * Live pictures of jobs, whatever runs them.
 *
 * <p>A {@link org.jobdeck.source.JobSource} tells what has changed since a version and takes verbs. The embedded engine is
 * one kind of source.
 */
package org.jobdeck.source;
