/**
 * For those who manage jobs (QEMU series: job-monitor.h): the caller holds the job lock from look-up to action.
 */
package org.jobdeck.job.monitor;
