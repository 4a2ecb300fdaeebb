package org.jobdeck.ui.tests;

import java.nio.file.Path;
import java.util.List;
import org.jobdeck.history.HistoryJournal;
import org.jobdeck.history.HistoryLimits;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.loop.Clock;
import org.jobdeck.qmp.SelectorThread;
import org.jobdeck.source.SourceState;
import org.jobdeck.source.qmp.QmpSource;
import org.jobdeck.ui.live.Workspace;
import org.jobdeck.ui.model.JobView;

/** A window in which as much as possible is shown: jobs in several states, a storage daemon, and a history. */
final class ManyControls implements AutoCloseable {

    /** The titles of all parts below the tree. */
    static final List<String> PARTS =
            List.of("Overview", "Charts", "Events", "Node graph", "Console", "History", "Raw JSON", "Details");

    private final FakeSource jobs = new FakeSource();
    private final Qemu qemu;
    private final SelectorThread thread;
    private final QmpSource daemon;
    private final HistoryJournal journal;
    private final RunningApp app;

    ManyControls(Path folder) throws Exception {
        jobs.put(
                Sample.job(1, "one", JobStatus.RUNNING, 40).in(7).snapshot(),
                Sample.job(2, "two", JobStatus.READY, 100).snapshot(),
                Sample.job(3, "three", JobStatus.CONCLUDED, 30)
                        .failed("No space left on device")
                        .in(7)
                        .snapshot());
        qemu = Qemu.start(Qemu.Program.STORAGE_DAEMON, folder, "1048576", List.of("disk0", "copy"));
        thread = SelectorThread.start("monitors", Clock.system());
        daemon = QmpSource.attach(thread, Clock.system(), qemu.monitor());
        journal = HistoryJournal.startInMemory(HistoryLimits.USUAL, Clock.system());
        app = new RunningApp(new Workspace(List.of(jobs, daemon), List.of(), null, Clock.system()).with(journal));
        app.until("the jobs", () -> app.desk().model().jobCount() == 3);
        app.until("the daemon", () -> daemon.status().state() == SourceState.LIVE);
    }

    RunningApp app() {
        return app;
    }

    /** Chooses a job, and brings parts to the front. */
    void show(String id, String... parts) throws Exception {
        app.onUi(() -> {
            JobView job = app.desk().model().allJobs().stream()
                    .filter(each -> each.snapshot().id().equals(id))
                    .findFirst()
                    .orElseThrow();
            app.desk().selection().set(List.of(job.rowKey()));
            return null;
        });
        for (String part : parts) {
            app.bring(part);
        }
        app.frames(4);
    }

    @Override
    public void close() throws Exception {
        app.close();
        journal.close();
        thread.close();
        qemu.close();
    }
}
