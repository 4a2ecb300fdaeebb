/** What a server can be asked, read from its own description (QMP: {@code query-qmp-schema}). */
package org.jobdeck.source.schema;
