package org.jobdeck.job.common;

/**
 * Something a job works on; for block jobs, one of its nodes.
 *
 * @param role what it is to the job, as in {@code "source"} or {@code "target"}
 * @param name its name, as in a node name
 * @param location where it is, as in a file name; empty if that is unknown
 */
public record JobResource(String role, String name, String location) {}
