/**
 * The core of the job layer: the state machine and everything that may touch a job's guarded fields.
 *
 * <p>Not API. The driver and monitor bundles and the block jobs reach in here; nobody else does.
 */
package org.jobdeck.job.common.internal;
