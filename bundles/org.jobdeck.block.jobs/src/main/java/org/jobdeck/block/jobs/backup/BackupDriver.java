package org.jobdeck.block.jobs.backup;

import java.time.Duration;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.GrantedPermissions;
import org.jobdeck.block.NodeEdge;
import org.jobdeck.block.Permission;
import org.jobdeck.block.Permissions;
import org.jobdeck.block.jobs.BlockJob;
import org.jobdeck.block.jobs.BlockJobDriver;
import org.jobdeck.block.jobs.OnError;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.driver.JobContext;

/**
 * Copies the source, as it is, onto the target (QEMU: backup_job_driver with sync mode full).
 *
 * <p>While it runs nobody may write to the source. Holes of the source become holes of the target.
 */
final class BackupDriver implements BlockJobDriver {

    static final String TYPE = "backup";

    /** Reads the source and lets nobody change it. */
    static final GrantedPermissions ON_SOURCE = new GrantedPermissions(
            Permissions.of(Permission.CONSISTENT_READ), Permissions.ALL.without(Permission.WRITE, Permission.RESIZE));

    /** Writes the target; others may read and write it, as with QEMU, but not resize it. */
    private static final GrantedPermissions ON_TARGET =
            new GrantedPermissions(Permissions.of(Permission.WRITE), Permissions.ALL.without(Permission.RESIZE));

    private final BackupNodes nodes;
    private final BackupOptions options;

    private BlockJob blockJob;
    private NodeEdge source;
    private NodeEdge target;

    /** Made when the body starts; touched only in the job's loop. */
    private CopyRun run;

    BackupDriver(BackupNodes nodes, BackupOptions options) {
        this.nodes = nodes;
        this.options = options;
    }

    /** The job exists: become a user of both nodes. Main loop. */
    void attach(BlockJob newBlockJob, Job job, long speed) throws JobException {
        blockJob = newBlockJob;
        source = blockJob.attach(job, nodes.source(), ON_SOURCE, speed);
        target = blockJob.addNode("target", nodes.target(), ON_TARGET);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public void run(JobContext context) throws JobException {
        long length = source.length();
        CopyMap map = new CopyMap(length);
        context.progress().setRemaining(length);
        run = new CopyRun(source, target, map, options.maxWorkers());
        try {
            copyAll(context, map);
        } finally {
            // a job can stay for long after its end; its buffers need not
            run = null;
        }
        if (!context.isCancelled()) {
            flushTarget();
        }
    }

    private void copyAll(JobContext context, CopyMap map) throws JobException {
        while (!map.isEmpty() && !context.isCancelled()) {
            CopyFailure failure = run.copy(context);
            if (failure != null) {
                settle(failure);
                // a pause point, but also a turn for others: an error may come back at once, again and again
                context.sleep(Duration.ZERO);
            }
        }
    }

    /** Fails the job, or says that the body shall try again. */
    private void settle(CopyFailure failure) throws JobException {
        BlockException cause = failure.cause();
        OnError.Action action = blockJob.errorAction(options.policy(failure.read()), failure.read(), cause.errno());
        if (action == OnError.Action.REPORT) {
            throw BlockJob.asJobException(cause);
        }
    }

    private void flushTarget() throws JobException {
        try {
            target.flush();
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

    /** The nodes are free again as soon as the work is over, even if the job stays until it is dismissed. */
    @Override
    public void clean() {
        blockJob.removeAllNodes();
        nodes.release();
    }

    /** For a job that never got as far as {@link #clean}. */
    @Override
    public void free() {
        nodes.release();
    }
}
