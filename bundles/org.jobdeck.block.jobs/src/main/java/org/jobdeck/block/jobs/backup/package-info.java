/** The backup job: a copy of one node's data, as it is, onto another (QEMU: block/backup.c; spec/block-jobs.md section 7). */
package org.jobdeck.block.jobs.backup;
