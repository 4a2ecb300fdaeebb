package org.jobdeck.daemon;

import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockGraph;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.jobs.backup.BackupJobs;
import org.jobdeck.block.jobs.backup.BackupRequest;
import org.jobdeck.engine.Engine;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobLock.Held;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.job.monitor.JobMonitor;

/**
 * Starts a backup in a transaction (QEMU: blockdev_backup_prepare and the rest). The job is made by prepare and set going by
 * commit; its source is drained from prepare to clean, so that all jobs of a transaction begin with the same data. That is
 * why a backup's events begin with created, running, paused, running.
 */
final class BackupAction implements TransactionAction {

    private final Engine engine;
    private final BackupRequest request;

    private DrainedNode drained;
    private Job job;

    BackupAction(Engine engine, BackupRequest request) {
        this.engine = engine;
        this.request = request;
    }

    @Override
    public void prepare() throws JobException, BlockException {
        BlockGraph graph = engine.graph();
        BlockNode source = graph.lookUp(request.device());
        graph.lookUp(request.target());
        drained = DrainedNode.begin(graph, source);
        job = new BackupJobs(engine.jobSystem(), engine.jobs(), graph).create(request);
        JobMonitor monitor = engine.monitor();
        try (Held held = monitor.lock().acquire()) {
            monitor.ref(held, job);
        }
    }

    @Override
    public void commit() {
        engine.jobs().start(job);
    }

    @Override
    public void abort() {
        if (job != null) {
            JobMonitor monitor = engine.monitor();
            try (Held held = monitor.lock().acquire()) {
                // in a group the one that was aborted before has taken this one along
                if (job.status(held) != JobStatus.NULL) {
                    monitor.cancelSync(held, job, true);
                }
            }
        }
    }

    @Override
    public void clean() {
        if (job != null) {
            JobMonitor monitor = engine.monitor();
            try (Held held = monitor.lock().acquire()) {
                monitor.unref(held, job);
            }
        }
        if (drained != null) {
            drained.end();
        }
    }
}
