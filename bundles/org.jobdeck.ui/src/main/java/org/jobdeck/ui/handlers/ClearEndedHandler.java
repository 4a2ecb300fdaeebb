package org.jobdeck.ui.handlers;

import org.eclipse.e4.core.di.annotations.CanExecute;
import org.eclipse.e4.core.di.annotations.Execute;
import org.jobdeck.ui.live.Desk;

/** Shows no job any more that has ended. */
public final class ClearEndedHandler {

    /** Whether there is any. */
    @CanExecute
    public boolean canExecute(Desk desk) {
        return desk.model().endedCount() > 0;
    }

    /** Clears them away. */
    @Execute
    public void execute(Desk desk) {
        desk.clearEnded();
    }
}
