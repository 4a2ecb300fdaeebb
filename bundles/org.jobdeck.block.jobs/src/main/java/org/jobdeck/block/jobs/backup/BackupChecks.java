package org.jobdeck.block.jobs.backup;

import java.util.Optional;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.DirtyBitmap;
import org.jobdeck.block.ImageInfo;
import org.jobdeck.block.OpType;
import org.jobdeck.job.common.JobException;
import org.jobdeck.loop.Errno;

/** What must hold before a backup can be made, in QEMU's order (do_backup_common, backup_job_create). */
final class BackupChecks {

    private BackupChecks() {}

    /** Refuses what does not go together in the request. */
    static void checkBitmap(BackupRequest request, BlockNode source) throws JobException, BlockException {
        boolean byBitmap = request.sync() == SyncMode.BITMAP || request.sync() == SyncMode.INCREMENTAL;
        Optional<String> bitmap = request.bitmap();
        if (byBitmap && bitmap.isEmpty()) {
            throw refused(
                    "must provide a valid bitmap name for '" + request.sync().qmpName() + "' sync mode");
        }
        if (request.sync() == SyncMode.INCREMENTAL
                && request.bitmapMode().orElse(BitmapMode.ON_SUCCESS) != BitmapMode.ON_SUCCESS) {
            throw refused("Bitmap sync mode must be 'on-success' when using sync mode 'incremental'");
        }
        if (bitmap.isPresent()) {
            checkGivenBitmap(request, source, bitmap.get());
            return;
        }
        if (request.bitmapMode().isPresent()) {
            throw refused("Cannot specify bitmap sync mode without a bitmap");
        }
    }

    private static void checkGivenBitmap(BackupRequest request, BlockNode source, String name)
            throws JobException, BlockException {
        DirtyBitmap bitmap =
                source.bitmaps().find(name).orElseThrow(() -> refused("Bitmap '" + name + "' could not be found"));
        Optional<BitmapMode> mode = request.bitmapMode();
        SyncMode sync = request.sync();
        if (mode.isEmpty() && sync != SyncMode.INCREMENTAL) {
            throw refused("Bitmap sync mode must be given when providing a bitmap");
        }
        bitmap.check(DirtyBitmap.Use.READ);
        if (sync == SyncMode.NONE) {
            throw refused("sync mode '" + sync.qmpName() + "' does not produce meaningful bitmap outputs");
        }
        boolean byBitmap = sync == SyncMode.BITMAP || sync == SyncMode.INCREMENTAL;
        if (mode.equals(Optional.of(BitmapMode.NEVER)) && !byBitmap) {
            throw refused("Bitmap sync mode 'never' has no meaningful effect when combined with sync mode '"
                    + sync.qmpName() + "'");
        }
    }

    /** Refuses nodes that cannot be source and target of one backup. */
    static void checkNodes(BlockNode source, BlockNode target, boolean compress, BackupRequest.Tuning tuning)
            throws JobException, BlockException {
        if (source == target) {
            throw refused("Source and target cannot be the same");
        }
        if (compress && !target.driver().canCompress()) {
            throw new JobException(Errno.ENOTSUP, "Compression is not supported for this drive " + target.deviceName());
        }
        int cluster = target.driver().imageInfo().map(ImageInfo::clusterSize).orElse(0);
        if (compress && cluster > CopyMap.CLUSTER) {
            throw new JobException(
                    Errno.ENOTSUP,
                    "The backup is to be compressed in pieces of " + CopyMap.CLUSTER
                            + " bytes, but the target has clusters of " + cluster
                            + ": make the target with smaller clusters");
        }
        source.checkOp(OpType.BACKUP_SOURCE);
        target.checkOp(OpType.BACKUP_TARGET);
        if (tuning.maxWorkers() < 1 || tuning.maxWorkers() > Integer.MAX_VALUE) {
            throw refused("max-workers must be between 1 and " + Integer.MAX_VALUE);
        }
        if (tuning.maxChunk() < 0) {
            throw refused("max-chunk must be zero (which means no limit) or positive");
        }
        if (source.length() != target.length()) {
            throw refused("Source and target image have different sizes");
        }
        if (source.length() > CopyMap.MAX_LENGTH) {
            throw new JobException(
                    Errno.EFBIG,
                    "The source has " + source.length() + " bytes, but a backup can copy at most " + CopyMap.MAX_LENGTH
                            + ": copy it in parts");
        }
    }

    /** Refuses chunks that would be smaller than what is kept track of. */
    static void checkChunk(BackupRequest.Tuning tuning) throws JobException {
        if (tuning.maxChunk() > 0 && tuning.maxChunk() < CopyMap.CLUSTER) {
            throw refused("Required max-chunk (" + tuning.maxChunk() + ") is less than backup cluster size ("
                    + CopyMap.CLUSTER + ")");
        }
    }

    private static JobException refused(String text) {
        return new JobException(Errno.EINVAL, text);
    }
}
