/** What both halves of the protocol need inside; not exported. */
package org.jobdeck.qmp.wire;
