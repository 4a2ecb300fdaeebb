package org.jobdeck.ui.tests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.ToolBar;
import org.junit.jupiter.api.Test;

/** The button beside the verbs, with or without jobs, and the room for all of them. */
class NewJobButtonTest {

    @Test
    void aButtonBesideTheVerbsStartsAJob() throws Exception {
        try (RunningApp app = new RunningApp(Sample.workspace(new FakeSource()))) {
            assertTrue(app.onUi(() -> app.button("New job").getEnabled()));
            app.display().asyncExec(() -> app.button("New job").notifyListeners(SWT.Selection, new Event()));
            app.until("the wizard", () -> app.dialog("New job").isPresent());
            app.onUi(() -> {
                app.dialog("New job").orElseThrow().close();
                return null;
            });
            app.until("its end", () -> app.dialog("New job").isEmpty());
        }
    }

    @Test
    void theWindowHasRoomForAllButtonsWhenItOpens() throws Exception {
        try (RunningApp app = new RunningApp(Sample.workspace(new FakeSource()))) {
            app.onUi(() -> {
                ToolBar bar = app.button("New job").getParent();
                int needed = bar.computeSize(SWT.DEFAULT, SWT.DEFAULT).x;
                assertTrue(bar.getSize().x >= needed, bar.getSize() + ", but " + needed + " are needed");
                return null;
            });
        }
    }
}
