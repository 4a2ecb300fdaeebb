/**
 * QEMU's monitor protocol (QMP), without any word of jobs or disks: what both ends of a connection have in common.
 */
package org.jobdeck.qmp;
