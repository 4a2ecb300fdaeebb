/**
 * Jobs that work on block nodes: their common part (QEMU: BlockJob; spec/block-jobs.md section 1) and, in packages of their
 * own, the drivers.
 */
package org.jobdeck.block.jobs;
