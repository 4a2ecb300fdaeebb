package org.jobdeck.job.common;

import java.util.Locale;

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
}
