package org.jobdeck.ui.handlers;

import org.eclipse.e4.core.di.annotations.CanExecute;
import org.eclipse.e4.core.di.annotations.Execute;
import org.jobdeck.ui.live.Attachments;
import org.jobdeck.ui.live.Desk;

/** Frees the monitors to which the chosen rows belong; the jobs go on. */
public final class DetachHandler {

    /** Whether any of the chosen rows belongs to such a monitor. */
    @CanExecute
    public boolean canExecute(Desk desk) {
        return !desk.attachments().of(desk.selection().keys()).isEmpty();
    }

    /** Detaches. */
    @Execute
    public void execute(Desk desk) {
        Attachments attachments = desk.attachments();
        attachments.of(desk.selection().keys()).forEach(attachments::detach);
    }
}
