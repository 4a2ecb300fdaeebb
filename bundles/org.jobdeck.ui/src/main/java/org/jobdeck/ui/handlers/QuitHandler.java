package org.jobdeck.ui.handlers;

import org.eclipse.e4.core.di.annotations.Execute;
import org.jobdeck.ui.live.WindowCloser;

/** Ends the program, after the question that closing the window asks. */
public final class QuitHandler {

    /** Closes the window. */
    @Execute
    public void execute(WindowCloser window) {
        window.close();
    }
}
