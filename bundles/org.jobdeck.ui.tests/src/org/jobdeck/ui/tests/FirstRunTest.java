package org.jobdeck.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.jobdeck.engine.Engine;
import org.jobdeck.loop.Clock;
import org.jobdeck.qmp.SelectorThread;
import org.jobdeck.qmp.client.QmpAddress;
import org.jobdeck.source.JobSource;
import org.jobdeck.source.SourceState;
import org.jobdeck.source.discovery.FoundMonitor;
import org.jobdeck.source.embedded.EmbeddedSource;
import org.jobdeck.source.qmp.QmpSource;
import org.jobdeck.ui.live.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A window without jobs leads to the first one. */
class FirstRunTest {

    private static final String WINDOW = "Jobdeck";

    @TempDir
    Path directory;

    private static Optional<Button> way(Dialogs dialogs, String name) {
        return dialogs.control(WINDOW, Button.class, button -> name.equals(button.getData("org.jobdeck.ui.welcome")));
    }

    private static void go(RunningApp app, Dialogs dialogs, String name) throws Exception {
        app.until(
                "the way " + name,
                () -> way(dialogs, name)
                        .filter(button -> button.isVisible() && button.isEnabled())
                        .isPresent());
        app.onUi(() -> {
            Dialogs.press(way(dialogs, name).orElseThrow());
            return null;
        });
    }

    @Test
    void aFirstJobRunsAfterThreeButtons() throws Exception {
        try (Engine engine = Engine.start("This computer");
                EmbeddedSource source = new EmbeddedSource(engine);
                RunningApp app = new RunningApp(new Workspace(List.of(source), List.of(), null, Clock.system()))) {
            Dialogs dialogs = new Dialogs(app);
            app.until("the hint", () -> app.says("No jobs yet"));
            go(app, dialogs, "first");
            dialogs.await("First job");
            dialogs.write("First job", "folder", directory.resolve("sample").toString());
            dialogs.press("First job", "Next");
            dialogs.press("First job", "Start");
            dialogs.awaitClosed("First job");
            app.until("the job", () -> app.desk().model().jobCount() == 1);
            app.until("the tree", () -> app.tree().isVisible());
            app.until(
                    "that it copies",
                    () -> app.desk().model().allJobs().stream()
                            .anyMatch(view -> view.snapshot().progress().current() > 0));
            assertEquals(
                    Files.size(directory.resolve("sample/sample.raw")),
                    Files.size(directory.resolve("sample/sample-backup.raw")));
        }
    }

    @Test
    void sampleJobsAreShownWhenTheyAreWanted() throws Exception {
        FakeSource samples = new FakeSource();
        Workspace workspace = new Workspace(List.of(new FakeSource()), List.of(), null, Clock.system())
                .with(() -> CompletableFuture.<JobSource>completedFuture(samples));
        try (RunningApp app = new RunningApp(workspace)) {
            Dialogs dialogs = new Dialogs(app);
            go(app, dialogs, "samples");
            app.until("both sources", () -> app.desk().model().roots().size() == 2);
            app.until("the tree", () -> app.tree().isVisible());
        }
    }

    /** What was found is offered; what another program needs is shown and cannot be taken. */
    @Test
    void aFoundMonitorIsAttachedToWhenItIsChosen() throws Exception {
        try (Qemu qemu = Qemu.start(Qemu.Program.STORAGE_DAEMON, directory, "1048576", List.of("disk0"));
                SelectorThread thread = SelectorThread.start("monitors", Clock.system())) {
            List<FoundMonitor> found = List.of(
                    new FoundMonitor(qemu.monitor(), "mine", Optional.empty(), Optional.empty()),
                    new FoundMonitor(
                            new QmpAddress.Unix(directory.resolve("theirs")),
                            "theirs",
                            Optional.empty(),
                            Optional.of("libvirt")));
            Workspace workspace = new Workspace(
                            List.of(new FakeSource()),
                            List.of(),
                            address -> QmpSource.attach(thread, Clock.system(), address),
                            Clock.system())
                    .finding(() -> found);
            try (RunningApp app = new RunningApp(workspace)) {
                Dialogs dialogs = new Dialogs(app);
                go(app, dialogs, "attach");
                String title = "Attach to QEMU";
                dialogs.await(title);
                app.until("what was found", () -> table(dialogs, title).getItemCount() == 2);
                assertTrue(app.onUi(() -> table(dialogs, title).getItem(1).getText(2))
                        .contains("libvirt"));
                select(app, dialogs, title, 1);
                app.until(
                        "no way to attach",
                        () -> !dialogs.button(title, "Attach").orElseThrow().isEnabled());
                assertEquals(1, app.onUi(() -> app.desk().model().roots().size()), "nothing is touched unasked");
                select(app, dialogs, title, 0);
                dialogs.press(title, "Attach");
                dialogs.awaitClosed(title);
                app.until(
                        "the daemon",
                        () -> app.desk().adapter().sources().values().stream()
                                .anyMatch(source -> source instanceof QmpSource
                                        && source.status().state() == SourceState.LIVE));
            }
        }
    }

    private static Table table(Dialogs dialogs, String title) {
        return dialogs.field(title, Table.class, "found").orElseThrow();
    }

    private static void select(RunningApp app, Dialogs dialogs, String title, int row) {
        app.onUi(() -> {
            table(dialogs, title).setSelection(row);
            table(dialogs, title).notifyListeners(SWT.Selection, new Event());
            return null;
        });
    }
}
