/** The image format qcow2 (QEMU: qcow2): docs/qcow2.md tells how its parts hang together. */
package org.jobdeck.block.internal.qcow2;
