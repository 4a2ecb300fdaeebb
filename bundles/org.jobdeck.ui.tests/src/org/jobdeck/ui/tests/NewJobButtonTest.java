package org.jobdeck.ui.tests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.junit.jupiter.api.Test;

/** The button beside the verbs, with or without jobs. */
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
}
