package org.jobdeck.cli;

import java.util.Map;
import java.util.Optional;
import org.jobdeck.source.plan.JobKind;

/**
 * A job that the user wants to start.
 *
 * @param kind what kind of job
 * @param id its name, if the user has given one
 * @param values the arguments of its command, by their names
 * @param format the format of a target that is a file, if the user has said it
 * @param make whether that file is to be made
 */
record Wanted(JobKind kind, Optional<String> id, Map<String, Object> values, Optional<String> format, boolean make) {}
