package org.jobdeck.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.loop.Clock;
import org.jobdeck.qmp.SelectorThread;
import org.jobdeck.qmp.client.QmpAddress;
import org.jobdeck.qmp.client.QmpRequest;
import org.jobdeck.source.SourceState;
import org.jobdeck.source.qmp.QmpSource;
import org.jobdeck.ui.live.Workspace;
import org.jobdeck.ui.model.Column;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The running window attached to QEMU's own storage daemon. Needs {@code qemu-storage-daemon} on the path (package
 * qemu-system-common).
 */
class AttachTest {

    @TempDir
    Path directory;

    private Process daemon;
    private SelectorThread thread;
    private QmpSource attached;

    @BeforeEach
    void start() throws Exception {
        thread = SelectorThread.start("monitors", Clock.system());
        startDaemon();
    }

    @AfterEach
    void stop() throws Exception {
        thread.close();
        daemon.destroyForcibly().waitFor();
    }

    private void startDaemon() throws Exception {
        Path pidFile = directory.resolve("pid");
        Path log = directory.resolve("log");
        Files.deleteIfExists(pidFile);
        daemon = new ProcessBuilder(
                        "qemu-storage-daemon",
                        "--chardev",
                        "socket,id=m,path=" + directory.resolve("qmp") + ",server=on,wait=off",
                        "--monitor",
                        "chardev=m",
                        "--blockdev",
                        "driver=null-co,size=67108864,node-name=from",
                        "--blockdev",
                        "driver=null-co,size=67108864,node-name=to",
                        "--pidfile",
                        pidFile.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        while (!Files.exists(pidFile)) {
            if (daemon.waitFor(5, TimeUnit.MILLISECONDS)) {
                throw new IOException("The daemon ended: " + Files.readString(log));
            }
        }
    }

    private QmpAddress address() {
        return new QmpAddress.Unix(directory.resolve("qmp"));
    }

    private QmpSource attach(QmpAddress address) {
        attached = QmpSource.attach(thread, Clock.system(), address);
        return attached;
    }

    /** The text of a source's row, or of one of its jobs; empty while there is no such row. */
    private static String cell(RunningApp app, int source, int job, Column column) {
        if (source >= app.tree().getItemCount()) {
            return "";
        }
        TreeItem item = app.tree().getItem(source);
        if (job >= item.getItemCount()) {
            return "";
        }
        return (job < 0 ? item : item.getItem(job)).getText(column.ordinal());
    }

    private static void select(RunningApp app, int source) {
        app.onUi(() -> {
            Tree tree = app.tree();
            tree.setSelection(tree.getItem(source).getItem(0));
            tree.notifyListeners(SWT.Selection, new Event());
            return null;
        });
    }

    private void startBackup() throws Exception {
        attached.execute(QmpRequest.of(
                        "blockdev-backup",
                        JsonDocument.parseObject(
                                "{'job-id': 'nightly', 'device': 'from', 'target': 'to', 'sync': 'full',"
                                        + " 'speed': 65536, 'auto-dismiss': false}")))
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    @Test
    void jobsOfARunningQemuAreShownAndSteeredLikeOurOwn() throws Exception {
        FakeSource own = new FakeSource();
        Workspace workspace = new Workspace(List.of(own), List.of(address()), this::attach, Clock.system());
        try (RunningApp app = new RunningApp(workspace)) {
            app.until("the daemon", () -> cell(app, 1, -1, Column.STATE).equals("Live"));
            assertEquals(address().toString(), app.onUi(() -> cell(app, 1, -1, Column.JOB)));
            startBackup();
            app.until("the job", () -> app.desk().model().jobCount() == 1);
            app.until("its state", () -> cell(app, 1, 0, Column.STATE).equals("Running"));
            app.until("its limit", () -> cell(app, 1, 0, Column.LIMIT).equals("64 KiB/s"));
            select(app, 1);
            app.click("Pause");
            app.until("the pause", () -> cell(app, 1, 0, Column.STATE).equals("Paused"));
            app.until("the answer", () -> app.says("Pause ‘nightly’: done."));
            app.click("Resume");
            app.until("that it goes on", () -> cell(app, 1, 0, Column.STATE).equals("Running"));
            app.click("Cancel");
            app.until("the end", () -> cell(app, 1, 0, Column.STATE).equals("Cancelled"));
            app.click("Dismiss");
            app.until("that it is gone", () -> app.desk().model().jobCount() == 0);
            app.until("how it ended", () -> cell(app, 1, 0, Column.STATE).equals("Ended: cancelled"));
            startBackup();
            app.until("another of that id", () -> cell(app, 1, 1, Column.STATE).equals("Running"));
            assertEquals("nightly", app.onUi(() -> cell(app, 1, 0, Column.JOB)));
            assertEquals("nightly", app.onUi(() -> cell(app, 1, 1, Column.JOB)));
            app.onUi(() -> {
                app.desk().clearEnded();
                return null;
            });
            app.until("that it is cleared", () -> cell(app, 1, 0, Column.STATE).equals("Running"));
            assertEquals(0, app.onUi(() -> app.desk().model().endedCount()));
        }
    }

    /** What was known stays, but does not pretend to be known now. */
    @Test
    void aKilledQemuIsLostAndNothingFalseIsShown() throws Exception {
        Workspace workspace =
                new Workspace(List.of(new FakeSource()), List.of(address()), this::attach, Clock.system());
        try (RunningApp app = new RunningApp(workspace)) {
            app.until("the daemon", () -> cell(app, 1, -1, Column.STATE).equals("Live"));
            startBackup();
            app.until("the job", () -> app.desk().model().jobCount() == 1);
            select(app, 1);
            daemon.destroyForcibly().waitFor();
            app.until("the loss", () -> cell(app, 1, -1, Column.STATE).equals("Connection lost"));
            app.onUi(() -> {
                app.tree().setSelection(app.tree().getItem(1));
                app.tree().notifyListeners(SWT.Selection, new Event());
                return null;
            });
            app.until("why", () -> app.says(": connection lost") && app.says("was closed by the other side"));
            select(app, 1);
            app.until("the job's", () -> cell(app, 1, 0, Column.STATE).equals("Connection lost"));
            assertEquals("", app.onUi(() -> cell(app, 1, 0, Column.RATE)));
            app.until("no verb", () -> !app.button("Pause").getEnabled());
            assertTrue(app.onUi(() -> app.button("Pause").getToolTipText()).contains("connection lost"));
            startDaemon();
            app.until("that it is back", () -> cell(app, 1, -1, Column.STATE).equals("Live"));
            app.until("that the job is gone", () -> app.desk().model().jobCount() == 0);
            app.until(
                    "that nobody saw it end",
                    () -> cell(app, 1, 0, Column.STATE).equals("Ended: outcome unknown"));
        }
    }

    @Test
    void detachingFreesTheMonitor() throws Exception {
        Workspace workspace = new Workspace(List.of(new FakeSource()), List.of(), this::attach, Clock.system());
        try (RunningApp app = new RunningApp(workspace)) {
            int number = app.onUi(() -> app.desk().attachments().attach(address()));
            assertEquals(number, app.onUi(() -> app.desk().attachments().attach(address())), "once is enough");
            app.until("the daemon", () -> cell(app, 1, -1, Column.STATE).equals("Live"));
            app.onUi(() -> {
                app.desk().attachments().detach(number);
                return null;
            });
            app.until("that it is gone", () -> app.desk().model().roots().size() == 1);
            app.until("the hint", () -> app.says("No jobs yet") && !app.tree().isVisible());
            QmpSource other = attach(address());
            app.until("the monitor", () -> other.status().state() == SourceState.LIVE);
        }
    }
}
