package org.jobdeck.block.jobs.backup;

import java.util.Locale;

/** When a backup brings its bitmap up to date (QEMU: BitmapSyncMode). */
public enum BitmapMode {
    /** If the backup succeeds. */
    ON_SUCCESS,
    /** Not at all. */
    NEVER,
    /** In every case. */
    ALWAYS;

    /** The spelling of the monitor protocol. */
    public String qmpName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
