package org.jobdeck.block.jobs.backup;

import org.jobdeck.block.jobs.OnError;

/**
 * How a backup works.
 *
 * @param onSourceError what to do about a failed read
 * @param onTargetError what to do about a failed write
 * @param maxWorkers how many copies may be in flight
 */
record BackupOptions(OnError onSourceError, OnError onTargetError, int maxWorkers) {

    OnError policy(boolean read) {
        return read ? onSourceError : onTargetError;
    }
}
