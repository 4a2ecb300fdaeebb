package org.jobdeck.job.monitor.histories;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jobdeck.loop.WorkerPool;

/** What many runs share: foreign threads, workers, and the count of hold times. */
final class Crew implements AutoCloseable {

    private final WorkerPool workers = new WorkerPool("worker", 4);

    /** Changes are asked for by one thread, everything else by the other. */
    private final ExecutorService asker = Executors.newSingleThreadExecutor();

    private final ExecutorService meddler = Executors.newSingleThreadExecutor();
    private final HoldTimes holdTimes = new HoldTimes();

    WorkerPool workers() {
        return workers;
    }

    ExecutorService foreigner(StepKind kind) {
        return kind == StepKind.CHANGES ? asker : meddler;
    }

    HoldTimes holdTimes() {
        return holdTimes;
    }

    @Override
    public void close() {
        asker.close();
        meddler.close();
        workers.close();
    }
}
