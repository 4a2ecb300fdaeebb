/**
 * Jobs that work on block nodes: their common part (QEMU: BlockJob; docs/job-model.md section 14) and, in packages of their
 * own, the drivers.
 */
package org.jobdeck.block.jobs;
