/** Asks for the monitor of a running QEMU: one that was found, or an address. */
package org.jobdeck.ui.attach;
