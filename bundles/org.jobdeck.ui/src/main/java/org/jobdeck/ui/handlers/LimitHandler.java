package org.jobdeck.ui.handlers;

import jakarta.inject.Named;
import org.eclipse.e4.core.di.annotations.CanExecute;
import org.eclipse.e4.core.di.annotations.Execute;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.model.UiVerb;

/** A speed limit for the chosen jobs, as a command whose parameter is the limit. */
public final class LimitHandler {

    /** The command's parameter: bytes a second, 0 for no limit. */
    public static final String BYTES = "org.jobdeck.ui.limit";

    /** Whether any of the chosen jobs takes a limit. */
    @CanExecute
    public boolean canExecute(Desk desk) {
        return desk.obstacle(UiVerb.SPEED).isEmpty();
    }

    /** Sets it. */
    @Execute
    public void execute(Desk desk, @Named(BYTES) String bytes) {
        desk.limit(Long.parseLong(bytes));
    }
}
