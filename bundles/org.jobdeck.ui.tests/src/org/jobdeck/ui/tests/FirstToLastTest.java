package org.jobdeck.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jobdeck.loop.Clock;
import org.jobdeck.qmp.SelectorThread;
import org.jobdeck.source.qmp.QmpSource;
import org.jobdeck.ui.live.Workspace;
import org.jobdeck.ui.model.Column;
import org.jobdeck.ui.model.RowKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One mirror of a real machine, driven in the window from attaching through the wizard to its end. Needs {@code qemu-system-x86_64} on the
 * path.
 */
@Timeout(120)
class FirstToLastTest {

    private static final String WIZARD = "New job";

    @TempDir
    Path directory;

    @Test
    void aMirrorFromAttachingToItsEnd() throws Exception {
        List<QmpSource> attached = new ArrayList<>();
        try (Qemu qemu = Qemu.start(Qemu.Program.SYSTEM, directory, "67108864", List.of("disk", "copy"));
                SelectorThread thread = SelectorThread.start("monitors", Clock.system());
                RunningApp app = new RunningApp(new Workspace(
                        List.of(new FakeSource()),
                        List.of(),
                        address -> {
                            attached.add(QmpSource.attach(thread, Clock.system(), address));
                            return attached.getFirst();
                        },
                        Clock.system()))) {
            Beats beats = new Beats(app);
            Look look = new Look(app);
            app.onUi(() -> app.desk().attachments().attach(qemu.monitor()));
            app.until("the machine", () -> look.ofSource(1, Column.STATE).equals("Live"));
            startMirror(app);
            app.until("the job", () -> state(look).equals("Running"));
            app.until("its limit", () -> look.ofJob(1, 0, Column.LIMIT).equals("64 KiB/s"));
            app.onUi(() -> {
                look.select(look.job(1, "mirror-disk").rowKey());
                return null;
            });
            app.click("Pause");
            app.until("the pause", () -> state(look).equals("Paused"));
            app.onUi(() -> {
                look.choose("Speed limit", "100 MiB/s");
                return null;
            });
            app.until("the new limit", () -> look.ofJob(1, 0, Column.LIMIT).equals("100 MiB/s"));
            assertEquals("Paused", app.onUi(() -> state(look)), "a limit does not end a pause");
            app.click("Resume");
            app.until("ready", () -> state(look).equals("Ready"));
            app.until("all of it", () -> look.ofJob(1, 0, Column.PROGRESS).equals("100 %"));
            app.click("Complete");
            app.until("that it waits", () -> state(look).equals("Pending"));
            app.click("Finalize");
            app.until("the end", () -> state(look).equals("Done"));
            app.click("Dismiss");
            app.until("what it left behind", () -> state(look).equals("Ended: done"));
            beats.neverStopped();
        } finally {
            attached.forEach(QmpSource::close);
        }
    }

    private static String state(Look look) {
        return look.ofJob(1, 0, Column.STATE);
    }

    private static void startMirror(RunningApp app) throws Exception {
        Dialogs dialogs = new Dialogs(app);
        app.onUi(() -> {
            app.desk().selection().set(List.of(new RowKey.Source(1)));
            return null;
        });
        app.pressControl('n');
        dialogs.await(WIZARD);
        dialogs.press(WIZARD, "Mirror");
        dialogs.press(WIZARD, "Next");
        dialogs.choose(WIZARD, "device", "disk");
        dialogs.press(WIZARD, "The node");
        dialogs.choose(WIZARD, "target", "copy");
        dialogs.choose(WIZARD, "speed.unit", "KiB/s");
        dialogs.write(WIZARD, "speed", "64");
        dialogs.press(WIZARD, "Next");
        dialogs.press(WIZARD, "Start");
        dialogs.awaitClosed(WIZARD);
    }
}
