package org.jobdeck.ui.handlers;

import org.eclipse.e4.core.di.annotations.CanExecute;
import org.eclipse.e4.core.di.annotations.Execute;
import org.jobdeck.source.SourceState;
import org.jobdeck.ui.live.Attachments;
import org.jobdeck.ui.live.Desk;

/** Attaches at once to the monitors of the chosen rows that are not live. */
public final class TryAgainHandler {

    /** Whether any of the chosen rows belongs to such a monitor. */
    @CanExecute
    public boolean canExecute(Desk desk) {
        return desk.attachments().of(desk.selection().keys()).stream()
                .anyMatch(number -> desk.adapter().source(number).status().state() != SourceState.LIVE);
    }

    /** Attaches. */
    @Execute
    public void execute(Desk desk) {
        Attachments attachments = desk.attachments();
        attachments.of(desk.selection().keys()).forEach(attachments::tryAgain);
    }
}
