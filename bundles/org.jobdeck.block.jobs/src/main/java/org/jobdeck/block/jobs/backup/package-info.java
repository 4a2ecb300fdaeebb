/** The backup job: a copy of one node's data, as it is, onto another (QEMU: block/backup.c). */
package org.jobdeck.block.jobs.backup;
