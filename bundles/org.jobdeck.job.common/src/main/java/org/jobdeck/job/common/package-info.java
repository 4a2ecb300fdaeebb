/**
 * What a job is: its constant facts, its states and verbs, the one lock that guards the rest, and immutable pictures of
 * it (QEMU series: job-common.h).
 *
 * <p>Those who manage jobs use {@code org.jobdeck.job.monitor}, where the caller holds the {@link
 * org.jobdeck.job.common.JobLock}; those who execute them use {@code org.jobdeck.job.driver}, where the callee takes
 * it.
 */
package org.jobdeck.job.common;
