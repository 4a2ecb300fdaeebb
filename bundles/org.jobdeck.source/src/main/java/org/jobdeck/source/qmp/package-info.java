/** Running QEMU processes, reached over their monitor protocol, as sources of jobs. */
package org.jobdeck.source.qmp;
