package org.jobdeck.ui.handlers;

import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.e4.ui.workbench.IWorkbench;

/** Ends the program. */
public final class QuitHandler {

    /** Closes the window. */
    @Execute
    public void execute(IWorkbench workbench) {
        workbench.close();
    }
}
