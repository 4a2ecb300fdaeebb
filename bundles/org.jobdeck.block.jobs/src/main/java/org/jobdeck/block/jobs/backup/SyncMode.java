package org.jobdeck.block.jobs.backup;

import java.util.Locale;

/** What a backup copies (QEMU: MirrorSyncMode). */
public enum SyncMode {
    /** Everything. */
    FULL,
    /** What the topmost image of the source has, and not its backing files. */
    TOP,
    /** Nothing but what others are about to overwrite. */
    NONE,
    /** What a bitmap says. */
    BITMAP,
    /** What a bitmap says, which on success is emptied. */
    INCREMENTAL;

    /** The spelling of the monitor protocol. */
    public String qmpName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
