/** A schema of commands and events: read from its text, asked by clients, and used to check arguments. */
package org.jobdeck.qmp.schema;
