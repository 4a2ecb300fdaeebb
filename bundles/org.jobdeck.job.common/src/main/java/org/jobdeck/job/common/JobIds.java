package org.jobdeck.job.common;

import java.util.regex.Pattern;

/** The rule for the ids of jobs (QEMU: id_wellformed). */
public final class JobIds {

    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*");

    private JobIds() {}

    /** Whether a job can have that id: an ASCII letter, then letters, digits, {@code - . _}. Any thread. */
    public static boolean isWellFormed(String id) {
        return WELL_FORMED.matcher(id).matches();
    }
}
