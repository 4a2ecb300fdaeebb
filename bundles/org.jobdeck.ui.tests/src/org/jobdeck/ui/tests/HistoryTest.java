package org.jobdeck.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.jobdeck.history.HistoryEntry;
import org.jobdeck.history.HistoryJournal;
import org.jobdeck.history.HistoryLimits;
import org.jobdeck.history.HistoryOutcome;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.loop.Clock;
import org.jobdeck.qmp.SelectorThread;
import org.jobdeck.qmp.client.QmpAddress;
import org.jobdeck.qmp.client.QmpRequest;
import org.jobdeck.source.SourceState;
import org.jobdeck.source.qmp.QmpSource;
import org.jobdeck.ui.live.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The history in the running window, with jobs of QEMU's own storage daemon, over two runs of the window. */
class HistoryTest {

    private static final int OUTCOME = 2;

    @TempDir
    Path directory;

    private SelectorThread thread;
    private Qemu daemon;
    private QmpSource attached;

    @BeforeEach
    void start() throws Exception {
        thread = SelectorThread.start("monitors", Clock.system());
        daemon = Qemu.start(Qemu.Program.STORAGE_DAEMON, directory, "64M", List.of("from", "to", "more"));
    }

    @AfterEach
    void stop() throws Exception {
        thread.close();
        daemon.close();
    }

    private HistoryJournal journal() {
        return HistoryJournal.start(directory.resolve("history"), HistoryLimits.USUAL, Clock.system());
    }

    private QmpSource attach(QmpAddress address) {
        attached = QmpSource.attach(thread, Clock.system(), address);
        return attached;
    }

    private RunningApp run(HistoryJournal journal, FakeSource own, QmpAddress... addresses) throws Exception {
        RunningApp app = new RunningApp(
                new Workspace(List.of(own), List.of(addresses), this::attach, Clock.system()).with(journal));
        app.bring("History");
        return app;
    }

    private void startBackup(String id, String target) throws Exception {
        attached.execute(QmpRequest.of(
                        "blockdev-backup",
                        JsonDocument.parseObject("{'job-id': '" + id + "', 'device': 'from', 'target': '" + target
                                + "', 'sync': 'full', 'speed': 65536}")))
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    private static List<String> column(RunningApp app, int column) {
        return app.onUi(() -> {
            Table table = app.table();
            return table == null
                    ? List.<String>of()
                    : Arrays.stream(table.getItems())
                            .map(item -> item.getText(column))
                            .toList();
        });
    }

    private static void choose(RunningApp app, int row) {
        app.onUi(() -> {
            app.table().setSelection(row);
            app.table().notifyListeners(SWT.Selection, new Event());
            return null;
        });
    }

    private static List<HistoryEntry> entries(HistoryJournal journal) throws Exception {
        return journal.entries().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void whatBecameOfAJobIsThereAfterTheNextStart() throws Exception {
        try (HistoryJournal journal = journal();
                RunningApp app = run(journal, new FakeSource(), daemon.monitor())) {
            app.until("the hint", () -> app.says("No jobs in the history yet"));
            app.until("the daemon", () -> attached.status().state() == SourceState.LIVE);
            startBackup("nightly", "to");
            app.until("the job", () -> app.desk().model().jobCount() == 1);
            app.until("its entry", () -> column(app, OUTCOME).equals(List.of("running")));
            app.onUi(() -> {
                app.tree().setSelection(app.tree().getItem(1).getItem(0));
                app.tree().notifyListeners(SWT.Selection, new Event());
                return null;
            });
            app.click("Cancel");
            app.until("its end", () -> column(app, OUTCOME).equals(List.of("cancelled")));
            choose(app, 0);
            app.until("how long that took", () -> app.says("cancel: done after") && app.says("; the job ended"));
            startBackup("left", "more");
            app.until("another", () -> column(app, OUTCOME).equals(List.of("running", "cancelled")));
            assertTrue(app.onUi(() -> app.table().getSelection()[0].getText(1).equals("nightly")), "it stays chosen");
        }
        try (HistoryJournal journal = journal();
                RunningApp app = run(journal, new FakeSource())) {
            app.until("both", () -> column(app, 1).equals(List.of("left", "nightly")));
            assertEquals(List.of("left running", "cancelled"), column(app, OUTCOME));
            choose(app, 1);
            app.until("its time line", () -> app.says("Running   ") && app.says("cancel: done after"));
            app.onUi(() -> app.desk().attachments().attach(daemon.monitor()));
            app.until("that it is found again", () -> column(app, OUTCOME).equals(List.of("running", "cancelled")));
            assertEquals(2, entries(journal).size());
        }
    }

    @Test
    void aJobThatEndedWhenNobodyWasThereIsSaidToBeUnknown() throws Exception {
        try (HistoryJournal journal = journal();
                RunningApp app = run(journal, new FakeSource(), daemon.monitor())) {
            app.until("the daemon", () -> attached.status().state() == SourceState.LIVE);
            startBackup("nightly", "to");
            app.until("its entry", () -> column(app, OUTCOME).equals(List.of("running")));
        }
        daemon.kill();
        daemon = Qemu.start(Qemu.Program.STORAGE_DAEMON, directory, "64M", List.of("from", "to"));
        try (HistoryJournal journal = journal();
                RunningApp app = run(journal, new FakeSource(), daemon.monitor())) {
            app.until("what is known", () -> column(app, OUTCOME).equals(List.of("outcome unknown")));
        }
    }

    @Test
    void entriesAreFilteredSortedAndDeleted() throws Exception {
        FakeSource own = new FakeSource();
        try (HistoryJournal journal = journal();
                RunningApp app = run(journal, own)) {
            own.put(
                    Sample.job(1, "beta", JobStatus.RUNNING, 40).snapshot(),
                    Sample.job(2, "alpha", JobStatus.RUNNING, 40).snapshot());
            app.until("both", () -> column(app, 1).size() == 2);
            own.remove(new JobKey(1));
            app.until("an end", () -> column(app, OUTCOME).contains("done"));
            app.onUi(() -> {
                app.table().getColumn(1).notifyListeners(SWT.Selection, new Event());
                return null;
            });
            assertEquals(List.of("alpha", "beta"), column(app, 1));
            app.onUi(() -> {
                filter(app).setText("done");
                return null;
            });
            assertEquals(List.of("beta"), column(app, 1));
            choose(app, 0);
            app.display().asyncExec(() -> app.button("Delete…").notifyListeners(SWT.Selection, new Event()));
            app.until(
                    "the question", () -> app.dialog("Delete from the history").isPresent());
            app.pressIn("Delete from the history", "OK");
            app.until("that it matches no more", () -> app.says("No entry matches the filter"));
            assertEquals(
                    List.of("alpha"),
                    entries(journal).stream().map(HistoryEntry::job).toList());
        }
        try (HistoryJournal journal = journal()) {
            assertEquals(
                    List.of(HistoryOutcome.INTERRUPTED),
                    entries(journal).stream().map(HistoryEntry::outcome).toList(),
                    "jobs of the own engine end with it");
        }
    }

    private static Text filter(RunningApp app) {
        return (Text) app.findControl(
                control -> control instanceof Text text && text.getMessage().equals("Filter the history"));
    }

    @Test
    void aSecondWindowSaysThatItKeepsNothing() throws Exception {
        try (HistoryJournal first = journal();
                HistoryJournal second = journal()) {
            entries(first);
            entries(second);
            try (RunningApp app = run(second, new FakeSource())) {
                app.until("the remark", () -> app.says("The history is in use by another Jobdeck"));
                assertFalse(app.onUi(() -> app.says("was put aside")));
            }
        }
    }
}
