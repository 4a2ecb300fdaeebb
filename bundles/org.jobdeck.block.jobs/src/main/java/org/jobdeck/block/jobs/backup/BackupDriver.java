package org.jobdeck.block.jobs.backup;

import java.time.Duration;
import java.util.Optional;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.GrantedPermissions;
import org.jobdeck.block.jobs.BlockJob;
import org.jobdeck.block.jobs.BlockJobDriver;
import org.jobdeck.block.jobs.OnError;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.driver.JobContext;

/**
 * Copies the source, as it was when the job was made, onto the target (QEMU: backup_job_driver).
 *
 * <p>Others may write to the source meanwhile through the filter above it, which copies first what they overwrite. Holes
 * of the source become holes of the target.
 */
final class BackupDriver implements BlockJobDriver {

    static final String TYPE = "backup";

    private final BackupSetup setup;
    private final BackupOptions options;
    private final Optional<SyncBitmap> bitmap;

    /** Set before the body starts. */
    private BlockJob blockJob;

    /** Made when the body starts; touched only in the job's loop. */
    private CopyRun run;

    BackupDriver(BackupSetup setup, BackupOptions options, Optional<SyncBitmap> bitmap) {
        this.setup = setup;
        this.options = options;
        this.bitmap = bitmap;
    }

    /** The job exists and uses the filter: make it a user of the target too. Main loop. */
    void attached(BlockJob newBlockJob) throws JobException {
        blockJob = newBlockJob;
        // whoever looks at the job wants to know what is copied, not what stands in between
        blockJob.showInstead(setup.filter(), setup.source());
        blockJob.addNode("target", setup.target(), GrantedPermissions.UNCONCERNED);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public void run(JobContext context) throws JobException {
        BlockCopy copy = setup.copy();
        if (options.sync() == SyncMode.BITMAP || options.sync() == SyncMode.INCREMENTAL) {
            bitmap.orElseThrow().choose(copy.map());
        }
        copy.report(context.progress(), options.wholeClusters());
        if (options.sync() == SyncMode.NONE) {
            while (!context.isCancelled()) {
                context.yieldJob();
            }
            return;
        }
        if (options.sync() == SyncMode.TOP) {
            leaveOutWhatIsNotAllocated(context, copy);
        }
        run = new CopyRun(blockJob, copy, options.tuning());
        try {
            copyAll(context, copy);
        } finally {
            run = null;
        }
        if (!context.isCancelled()) {
            flushTarget(copy);
        }
    }

    private void leaveOutWhatIsNotAllocated(JobContext context, BlockCopy copy) throws JobException {
        try {
            for (long offset = 0; offset < copy.map().length(); ) {
                context.sleep(Duration.ZERO);
                if (context.isCancelled()) {
                    return;
                }
                offset += copy.leaveOutWhatIsNotAllocated(offset);
                copy.report(context.progress(), options.wholeClusters());
            }
        } catch (BlockException e) {
            throw BlockJob.asJobException(e);
        }
    }

    private void copyAll(JobContext context, BlockCopy copy) throws JobException {
        CopyFailure failure;
        do {
            failure = run.copy(context);
            if (failure != null && !context.isCancelled()) {
                settle(failure);
                // a pause point, but also a turn for others: an error may come back at once, again and again
                context.sleep(Duration.ZERO);
            } else if (context.isCancelled()) {
                return;
            }
            // a job that was cancelled while an error had it paused begins once more all the same, as with QEMU
        } while (!copy.map().isEmpty());
    }

    /** Fails the job, or says that the body shall try again. */
    private void settle(CopyFailure failure) throws JobException {
        BlockException cause = failure.cause();
        OnError.Action action = blockJob.errorAction(options.policy(failure.read()), failure.read(), cause.errno());
        if (action == OnError.Action.REPORT) {
            throw BlockJob.asJobException(cause);
        }
    }

    private void flushTarget(BlockCopy copy) throws JobException {
        try {
            copy.flush();
        } catch (BlockException e) {
            blockJob.errorAction(OnError.REPORT, false, e.errno());
            throw BlockJob.asJobException(e);
        }
    }

    @Override
    public void pause() {
        if (run != null) {
            run.waitForAll();
        }
    }

    /** The limit may have become lower, too: then a body that sleeps has to sleep longer. */
    @Override
    public void setSpeed(long bytesPerSecond) {
        if (blockJob != null) {
            blockJob.wake();
        }
    }

    @Override
    public void commit() {
        bitmap.ifPresent(taken -> taken.end(true, setup.copy().map()));
    }

    @Override
    public void abort() {
        bitmap.ifPresent(taken -> taken.end(false, setup.copy().map()));
    }

    /** The nodes are free again as soon as the work is over, even if the job stays until it is dismissed. */
    @Override
    public void clean() {
        blockJob.removeAllNodes();
        setup.drop();
    }

    /** For a job that never got as far as {@link #clean}. */
    @Override
    public void free() {
        bitmap.ifPresent(SyncBitmap::giveBack);
        setup.drop();
    }
}
