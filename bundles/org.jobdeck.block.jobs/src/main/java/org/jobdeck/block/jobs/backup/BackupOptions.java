package org.jobdeck.block.jobs.backup;

import org.jobdeck.block.jobs.OnError;

/**
 * How a backup works once it is made.
 *
 * @param sync what is copied
 * @param onSourceError what to do about a failed read
 * @param onTargetError what to do about a failed write
 * @param tuning the limit, how many copies may be in flight, and how long they may be
 * @param wholeClusters whether progress counts whole clusters, as QEMU does it; otherwise to the byte
 */
record BackupOptions(
        SyncMode sync,
        OnError onSourceError,
        OnError onTargetError,
        BackupRequest.Tuning tuning,
        boolean wholeClusters) {

    static BackupOptions of(BackupRequest request) {
        return new BackupOptions(
                request.sync(), request.onSourceError(), request.onTargetError(), request.tuning(), true);
    }

    OnError policy(boolean read) {
        return read ? onSourceError : onTargetError;
    }
}
