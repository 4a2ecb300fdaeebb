package org.jobdeck.ui.tests;

import java.util.Arrays;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;

/** The menu of a running window, and the dialogs that it opens; from the test's thread. */
final class WindowMenu {

    private final RunningApp app;

    WindowMenu(RunningApp app) {
        this.app = app;
    }

    /** Chooses an item; does not wait for a dialog that it opens. */
    void choose(String menu, String item) {
        app.display().asyncExec(() -> {
            Menu opened = item(app.shell().getMenuBar(), menu).getMenu();
            opened.notifyListeners(SWT.Show, new Event());
            item(opened, item).notifyListeners(SWT.Selection, new Event());
        });
    }

    /** Chooses an item, and returns when the dialog is there that it opens. */
    void open(String menu, String item, String dialog) throws Exception {
        choose(menu, item);
        app.until("the dialog " + dialog, () -> app.dialog(dialog).isPresent());
    }

    /** Closes a dialog as its title bar does. */
    void close(String dialog) throws Exception {
        app.onUi(() -> {
            app.dialog(dialog).orElseThrow().close();
            return null;
        });
        app.until("that it is gone", () -> app.dialog(dialog).isEmpty());
    }

    private static MenuItem item(Menu menu, String text) {
        return Arrays.stream(menu.getItems())
                .filter(item -> item.getText().replace("&", "").split("\t")[0].equals(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no item " + text));
    }
}
