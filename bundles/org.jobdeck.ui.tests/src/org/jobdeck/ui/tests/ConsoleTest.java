package org.jobdeck.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Text;
import org.jobdeck.loop.Clock;
import org.jobdeck.qmp.SelectorThread;
import org.jobdeck.source.SourceState;
import org.jobdeck.source.qmp.QmpSource;
import org.jobdeck.ui.live.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console at QEMU's own storage daemon. Needs {@code qemu-storage-daemon} (package qemu-system-common). */
class ConsoleTest {

    private static final String WINDOW = "Jobdeck";

    @TempDir
    Path directory;

    @Test
    void commandsAreCompletedSentAndAnswered() throws Exception {
        try (Qemu qemu = Qemu.start(Qemu.Program.STORAGE_DAEMON, directory, "1048576", List.of("disk0"));
                SelectorThread thread = SelectorThread.start("monitors", Clock.system());
                QmpSource source = QmpSource.attach(thread, Clock.system(), qemu.monitor());
                RunningApp app = new RunningApp(new Workspace(List.of(source), List.of(), null, Clock.system()))) {
            app.until("the daemon", () -> source.status().state() == SourceState.LIVE);
            Dialogs dialogs = new Dialogs(app);
            showConsole(app);
            app.until(
                    "the console",
                    () -> dialogs.field(WINDOW, Text.class, "console-input").isPresent());
            // the server's description has come when Tab completes
            app.until("completion", () -> {
                Text input = input(dialogs);
                input.setText("query-vers");
                input.setSelection(input.getText().length());
                return tab(input).equals("query-version ");
            });
            enter(app, dialogs, "query-version");
            app.until("the answer", () -> log(dialogs).contains("\"qemu\""));
            enter(app, dialogs, "job-pause id=none");
            app.until("the error", () -> log(dialogs).contains("Job not found"));
            enter(app, dialogs, "job-pause none");
            app.until("the complaint", () -> log(dialogs).contains("‘none’ was found where"));
            app.onUi(() -> {
                Event up = new Event();
                up.keyCode = SWT.ARROW_UP;
                input(dialogs).notifyListeners(SWT.KeyDown, up);
                return null;
            });
            assertEquals("job-pause none", app.onUi(() -> input(dialogs).getText()));
            enter(app, dialogs, "quit");
            dialogs.await("Send ‘quit’?");
            assertTrue(app.onUi(() -> dialogs.button("Send ‘quit’?", "Do not send"))
                    .isPresent());
            dialogs.press("Send ‘quit’?", "Do not send");
            dialogs.awaitClosed("Send ‘quit’?");
            enter(app, dialogs, "query-jobs");
            app.until(
                    "that it lives",
                    () -> log(dialogs).endsWith("[\n]\n") || log(dialogs).endsWith("[]\n"));
            showEvents(app, dialogs);
            enter(
                    app,
                    dialogs,
                    "blockdev-create job-id=made options.driver=file options.size=512 options.filename="
                            + directory.resolve("made"));
            dialogs.press("Send ‘blockdev-create’?", "Send");
            app.until("its event", () -> log(dialogs).contains("\"event\": \"JOB_STATUS_CHANGE\""));
        }
    }

    /** A part is made when its tab is chosen. */
    private static void showConsole(RunningApp app) {
        app.onUi(() -> {
            for (Control control : Dialogs.all(app.shell())) {
                if (control instanceof CTabFolder folder) {
                    Arrays.stream(folder.getItems())
                            .filter(item -> item.getText().equals("Console"))
                            .findFirst()
                            .ifPresent(item -> choose(folder, item));
                }
            }
            return null;
        });
    }

    private static void choose(CTabFolder folder, CTabItem item) {
        folder.setSelection(item);
        Event event = new Event();
        event.item = item;
        folder.notifyListeners(SWT.Selection, event);
    }

    private static void showEvents(RunningApp app, Dialogs dialogs) {
        app.onUi(() -> {
            Dialogs.press(dialogs.field(WINDOW, Button.class, "console-events").orElseThrow());
            return null;
        });
    }

    private static Text input(Dialogs dialogs) {
        return dialogs.field(WINDOW, Text.class, "console-input").orElseThrow();
    }

    private static String log(Dialogs dialogs) {
        return dialogs.field(WINDOW, StyledText.class, "console-log")
                .orElseThrow()
                .getText();
    }

    private static String tab(Text input) {
        Event tab = new Event();
        tab.detail = SWT.TRAVERSE_TAB_NEXT;
        tab.doit = true;
        input.notifyListeners(SWT.Traverse, tab);
        return input.getText();
    }

    private static void enter(RunningApp app, Dialogs dialogs, String line) {
        app.onUi(() -> {
            Text input = input(dialogs);
            input.setText(line);
            app.display().asyncExec(() -> input.notifyListeners(SWT.DefaultSelection, new Event()));
            return null;
        });
    }
}
