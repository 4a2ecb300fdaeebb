package org.jobdeck.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever can be used can be reached with the Tab key alone, pressed as a user does. */
class KeyboardTest {

    private static final String WIZARD = "New job";
    private static final int MOST = 120;

    @TempDir
    static Path directory;

    private static ManyControls window;
    private static RunningApp app;

    @BeforeAll
    static void open() throws Exception {
        window = new ManyControls(directory);
        app = window.app();
    }

    @AfterAll
    static void close() throws Exception {
        window.close();
    }

    /** What Tab comes to in two rounds: what is met first may make something possible that lies before it. */
    private static Set<Control> walk() throws Exception {
        Set<Control> visited = new LinkedHashSet<>();
        Control begin = app.onUi(app.display()::getFocusControl);
        Control here = begin;
        int rounds = 0;
        for (int steps = 0; rounds < 2 && steps < MOST; steps++) {
            visited.add(here);
            here = step(here);
            rounds += here == begin ? 1 : 0;
        }
        return visited;
    }

    private static Control step(Control here) throws Exception {
        app.press(SWT.TAB, '\t');
        app.until("that Tab leads on", () -> {
            Control next = app.display().getFocusControl();
            return next != null && next != here;
        });
        return app.onUi(app.display()::getFocusControl);
    }

    private static List<String> missed(Shell shell, Set<Control> visited) {
        return app.onUi(() -> UsedControls.in(shell).stream()
                .filter(control -> !visited.contains(control))
                .map(UsedControls::name)
                .toList());
    }

    private static void assertAllReached(String where, Shell shell) throws Exception {
        Set<Control> visited = walk();
        List<String> names =
                app.onUi(() -> visited.stream().map(UsedControls::name).toList());
        assertEquals(List.of(), missed(shell, visited), where + ": Tab came to " + names);
    }

    private static void begin(Control control) throws Exception {
        app.onUi(() -> {
            control.getShell().forceActive();
            return control.forceFocus();
        });
        app.until("the keyboard there", control::isFocusControl);
    }

    @Test
    void tabComesToEverythingInTheWindow() throws Exception {
        for (String part : ManyControls.PARTS) {
            window.show("two", part);
            begin(app.onUi(app::tree));
            assertAllReached(part, app.onUi(app::shell));
        }
    }

    @Test
    void arrowsLeadFromPartToPart() throws Exception {
        window.show("two", "Overview");
        CTabFolder tabs = (CTabFolder) app.onUi(() -> app.findControl(control -> control instanceof CTabFolder folder
                && folder.getSelection() != null
                && folder.getSelection().getText().equals("Overview")));
        begin(tabs);
        app.press(SWT.ARROW_RIGHT, (char) 0);
        app.until("the next part", () -> tabs.getSelection().getText().equals("Charts"));
    }

    @Test
    void altLeadsIntoTheMenu() throws Exception {
        begin(app.onUi(app::tree));
        CompletableFuture<Void> shown = new CompletableFuture<>();
        CompletableFuture<Void> hidden = new CompletableFuture<>();
        app.onUi(() -> {
            Menu file = app.shell().getMenuBar().getItem(0).getMenu();
            file.addListener(SWT.Show, e -> shown.complete(null));
            file.addListener(SWT.Hide, e -> hidden.complete(null));
            return null;
        });
        app.pressWith(SWT.ALT, 'f');
        app.until("the File menu", shown::isDone);
        app.press(SWT.ESC, SWT.ESC);
        app.until("its end", hidden::isDone);
    }

    @Test
    void tabComesToEverythingInTheDialogs() throws Exception {
        WindowMenu menu = new WindowMenu(app);
        String[][] dialogs = {
            {"File", "New job…", "New job"},
            {"File", "Attach to QEMU…", "Attach to QEMU"},
            {"File", "Preferences…", "Preferences"},
            {"Help", "Keys…", "Keys"},
            {"Help", "Ways to a first job…", "Ways to a first job"},
            {"Help", "Jobs in short…", "Jobs in short"}
        };
        for (String[] dialog : dialogs) {
            menu.open(dialog[0], dialog[1], dialog[2]);
            app.frames(5);
            assertAllReached(dialog[2], app.onUi(() -> app.dialog(dialog[2]).orElseThrow()));
            menu.close(dialog[2]);
        }
    }

    @Test
    void tabComesToEveryOptionOfANewJob() throws Exception {
        Dialogs dialogs = new Dialogs(app);
        new WindowMenu(app).open("File", "New job…", WIZARD);
        dialogs.choose(WIZARD, "source", "unix:" + directory.resolve("a"));
        dialogs.press(WIZARD, "Mirror");
        dialogs.press(WIZARD, "Next");
        app.until("the options", () -> dialogs.button(WIZARD, "Dismiss").isPresent());
        dialogs.press(WIZARD, "More options");
        app.frames(4);
        begin(app.onUi(() -> dialogs.field(WIZARD, Text.class, "job-id").orElseThrow()));
        assertAllReached("options", app.onUi(() -> app.dialog(WIZARD).orElseThrow()));
        new WindowMenu(app).close(WIZARD);
    }
}
