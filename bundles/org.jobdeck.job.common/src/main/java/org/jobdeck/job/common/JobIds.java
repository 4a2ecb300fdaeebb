package org.jobdeck.job.common;

/** The rule for the ids of jobs (QEMU: id_wellformed). */
public final class JobIds {

    private JobIds() {}

    /** Whether a job can have that id: an ASCII letter, then letters, digits, {@code - . _}. Any thread. */
    public static boolean isWellFormed(String id) {
        if (id.isEmpty() || !isLetter(id.charAt(0))) {
            return false;
        }
        for (int i = 1; i < id.length(); i++) {
            char c = id.charAt(i);
            if (!isLetter(c) && !(c >= '0' && c <= '9') && c != '-' && c != '.' && c != '_') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
