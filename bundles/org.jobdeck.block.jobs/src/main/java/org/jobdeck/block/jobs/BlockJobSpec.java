package org.jobdeck.block.jobs;

import org.jobdeck.block.GrantedPermissions;
import org.jobdeck.job.driver.JobSpec;

/**
 * How a block job is to be made (QEMU: the arguments of block_job_create).
 *
 * @param job its name, transaction and end; its loop is that of the main node. Without an id a visible job takes the name
 *     of the device on its main node
 * @param permissions what it needs of its main node and lets others do
 * @param speed the limit in bytes a second; 0 means none
 */
public record BlockJobSpec(JobSpec job, GrantedPermissions permissions, long speed) {}
