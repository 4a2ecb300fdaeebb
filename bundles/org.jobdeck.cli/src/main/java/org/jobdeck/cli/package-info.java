/** The command line: one verb first, exit codes that scripts can rely on, one sentence for every error. */
package org.jobdeck.cli;
