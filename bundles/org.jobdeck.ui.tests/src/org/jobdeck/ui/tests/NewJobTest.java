package org.jobdeck.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.loop.Clock;
import org.jobdeck.qmp.SelectorThread;
import org.jobdeck.source.SourceState;
import org.jobdeck.source.qmp.QmpSource;
import org.jobdeck.ui.live.Workspace;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.RowKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jobs of QEMU's own storage daemon, started by the wizard and decided in the window. Needs {@code qemu-storage-daemon} on
 * the path (package qemu-system-common).
 */
class NewJobTest {

    private static final String WIZARD = "New job";
    private static final String WINDOW = "Jobdeck";

    @TempDir
    Path directory;

    private Qemu qemu;
    private SelectorThread thread;
    private QmpSource source;

    @BeforeEach
    void start() throws Exception {
        qemu = Qemu.start(Qemu.Program.STORAGE_DAEMON, directory, "16777216", List.of("disk0", "copy"));
        thread = SelectorThread.start("monitors", Clock.system());
        source = QmpSource.attach(thread, Clock.system(), qemu.monitor());
    }

    @AfterEach
    void stop() throws Exception {
        thread.close();
        qemu.close();
    }

    private RunningApp open() throws Exception {
        RunningApp app = new RunningApp(new Workspace(List.of(source), List.of(), null, Clock.system()));
        app.until("the daemon", () -> source.status().state() == SourceState.LIVE);
        return app;
    }

    private static Optional<JobView> job(RunningApp app, String id) {
        return app.desk().model().allJobs().stream()
                .filter(view -> view.snapshot().id().equals(id))
                .findFirst();
    }

    private static void untilJob(RunningApp app, String id, JobStatus status) throws Exception {
        app.until(
                id + " " + status,
                () -> job(app, id)
                        .filter(view -> view.snapshot().status() == status)
                        .isPresent());
    }

    private static void choose(RunningApp app, String id) {
        app.onUi(() -> {
            RowKey key = job(app, id).orElseThrow().rowKey();
            app.desk().selection().set(List.of(key));
            return null;
        });
    }

    /** Leads to the options of a kind of job. */
    private static Dialogs wizard(RunningApp app, String kind) throws Exception {
        Dialogs dialogs = new Dialogs(app);
        app.pressControl('n');
        dialogs.await(WIZARD);
        dialogs.press(WIZARD, kind);
        dialogs.press(WIZARD, "Next");
        return dialogs;
    }

    private static void decide(RunningApp app, Dialogs dialogs, String verb) throws Exception {
        app.until("the question " + verb, () -> decision(dialogs, verb).isPresent());
        app.onUi(() -> {
            Dialogs.press(decision(dialogs, verb).orElseThrow());
            return null;
        });
    }

    private static Optional<Button> decision(Dialogs dialogs, String verb) {
        return dialogs.control(WINDOW, Button.class, button -> verb.equals(button.getData("org.jobdeck.ui.decision")));
    }

    @Test
    void aMirrorIsStartedAsPreviewedAndDecidedInTheWindow() throws Exception {
        try (RunningApp app = open()) {
            Dialogs dialogs = wizard(app, "Mirror");
            dialogs.choose(WIZARD, "device", "disk0");
            dialogs.press(WIZARD, "The node");
            dialogs.choose(WIZARD, "target", "copy");
            dialogs.press(WIZARD, "Next");
            app.until(
                    "the preview",
                    () -> dialogs.field(WIZARD, Text.class, "preview")
                            .filter(text -> !text.getText().isEmpty())
                            .isPresent());
            assertEquals(
                    "{\"execute\": \"blockdev-mirror\", \"arguments\": {\"job-id\": \"mirror-disk0\", \"device\": \"disk0\","
                            + " \"target\": \"copy\", \"sync\": \"full\", \"auto-finalize\": false, \"auto-dismiss\": false}}",
                    dialogs.read(WIZARD, "preview"));
            dialogs.press(WIZARD, "Start");
            dialogs.awaitClosed(WIZARD);
            untilJob(app, "mirror-disk0", JobStatus.READY);
            app.until("how many wait", () -> app.says("One job waits for your decision."));
            choose(app, "mirror-disk0");
            app.until("what Complete does", () -> app.says("switches over: after this it reads and writes"));
            decide(app, dialogs, "COMPLETE");
            untilJob(app, "mirror-disk0", JobStatus.PENDING);
            decide(app, dialogs, "FINALIZE");
            untilJob(app, "mirror-disk0", JobStatus.CONCLUDED);
            app.until(
                    "that nothing is asked any more",
                    () -> decision(dialogs, "FINALIZE").isEmpty());
        }
    }

    /** What is to be done first is part of the plan, and is done. */
    @Test
    void aBackupMakesItsOwnImage() throws Exception {
        Path image = directory.resolve("made.qcow2");
        try (RunningApp app = open()) {
            Dialogs dialogs = wizard(app, "Backup: ");
            dialogs.choose(WIZARD, "device", "disk0");
            dialogs.write(WIZARD, "new-target-file", image.toString());
            dialogs.press(WIZARD, "Next");
            app.until(
                    "the room",
                    () -> dialogs.control(
                                    WIZARD,
                                    Label.class,
                                    label -> label.getText().startsWith("Room: up to 16.0 MiB"))
                            .isPresent());
            dialogs.press(WIZARD, "Start");
            dialogs.awaitClosed(WIZARD);
            untilJob(app, "backup-disk0", JobStatus.PENDING);
            assertTrue(Files.size(image) > 0);
            app.until("no helpers", () -> app.desk().model().jobCount() == 1);
        }
    }

    @Test
    void aRefusalIsShownAndCanBeCorrected() throws Exception {
        try (RunningApp app = open()) {
            Dialogs dialogs = wizard(app, "Backup: ");
            dialogs.choose(WIZARD, "device", "disk0");
            dialogs.press(WIZARD, "The node");
            dialogs.choose(WIZARD, "target", "disk0");
            dialogs.press(WIZARD, "Next");
            dialogs.press(WIZARD, "Start");
            app.until(
                    "why",
                    () -> dialogs.field(WIZARD, Text.class, "answer")
                            .filter(text -> text.getText().contains("Source and target cannot be the same"))
                            .isPresent());
            dialogs.press(WIZARD, "< Back");
            assertEquals("backup-disk0", dialogs.read(WIZARD, "job-id"), "nothing is lost");
            dialogs.choose(WIZARD, "target", "copy");
            dialogs.press(WIZARD, "Next");
            dialogs.press(WIZARD, "Start");
            dialogs.awaitClosed(WIZARD);
            untilJob(app, "backup-disk0", JobStatus.PENDING);
        }
    }

    @Test
    void theSameJobOnTheSameDiskIsAskedAbout() throws Exception {
        try (RunningApp app = open()) {
            Dialogs dialogs = wizard(app, "Mirror");
            dialogs.choose(WIZARD, "device", "disk0");
            dialogs.press(WIZARD, "The node");
            dialogs.choose(WIZARD, "target", "copy");
            dialogs.press(WIZARD, "Next");
            dialogs.press(WIZARD, "Start");
            dialogs.awaitClosed(WIZARD);
            untilJob(app, "mirror-disk0", JobStatus.READY);
            app.until(
                    "where it works",
                    () -> job(app, "mirror-disk0")
                            .filter(view -> !view.snapshot().resources().isEmpty())
                            .isPresent());
            wizard(app, "Mirror");
            dialogs.choose(WIZARD, "device", "disk0");
            assertEquals("mirror-disk0-2", dialogs.read(WIZARD, "job-id"), "a free name is proposed");
            dialogs.press(WIZARD, "The node");
            dialogs.choose(WIZARD, "target", "copy");
            dialogs.press(WIZARD, "Next");
            app.until(
                    "the question",
                    () -> dialogs.field(WIZARD, Button.class, "confirm").isPresent());
            assertFalse(app.onUi(() -> startButton(dialogs).orElseThrow().isEnabled()));
            dialogs.press(WIZARD, "Start another");
            app.until(
                    "that it can be started",
                    () -> startButton(dialogs).filter(Button::isEnabled).isPresent());
            dialogs.press(WIZARD, "Cancel");
            dialogs.awaitClosed(WIZARD);
        }
    }

    /** The button that starts, not the one that confirms. */
    private static Optional<Button> startButton(Dialogs dialogs) {
        return dialogs.control(
                WIZARD,
                Button.class,
                button -> button.getText().replace("&", "").equals("Start"));
    }
}
