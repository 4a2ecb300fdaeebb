/** The options of QEMU's command lines: the dotted syntax of its newer ones, and the flat one of the older. */
package org.jobdeck.qmp.keyval;
