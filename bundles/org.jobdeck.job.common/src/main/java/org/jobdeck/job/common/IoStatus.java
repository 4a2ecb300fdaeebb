package org.jobdeck.job.common;

import java.util.Locale;
import java.util.Optional;

/** Whether an I/O error has stopped a job (QEMU: BlockDeviceIoStatus). */
public enum IoStatus {
    /** No error since the last resume. */
    OK,
    /** Stopped by an error other than lack of space. */
    FAILED,
    /** Stopped for lack of space. */
    NOSPACE;

    /** The spelling of the monitor protocol. */
    public String qmpName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status of that spelling, if there is one. */
    public static Optional<IoStatus> ofQmpName(String name) {
        for (IoStatus s : values()) {
            if (s.qmpName().equals(name)) {
                return Optional.of(s);
            }
        }
        return Optional.empty();
    }
}
