/**
 * For those who execute jobs (QEMU series: job-driver.h): what a driver implements and what its body may call.
 *
 * <p>Nothing here takes a token: the callee takes the job lock itself, and refuses a caller who holds it.
 */
package org.jobdeck.job.driver;
