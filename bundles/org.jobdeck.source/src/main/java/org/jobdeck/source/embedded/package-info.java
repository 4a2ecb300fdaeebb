/** The engine of this very process as a source of jobs. */
package org.jobdeck.source.embedded;
