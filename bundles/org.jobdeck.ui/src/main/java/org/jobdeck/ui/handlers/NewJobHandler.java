package org.jobdeck.ui.handlers;

import jakarta.inject.Named;
import org.eclipse.e4.core.di.annotations.CanExecute;
import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.e4.ui.services.IServiceConstants;
import org.eclipse.swt.widgets.Shell;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.newjob.NewJobWizard;

/** Opens the wizard that starts jobs. */
public final class NewJobHandler {

    /** Whether there is a source at all. */
    @CanExecute
    public boolean canExecute(Desk desk) {
        return !desk.adapter().sources().isEmpty();
    }

    /** Opens the wizard for the source of the chosen row. */
    @Execute
    public void execute(Desk desk, @Named(IServiceConstants.ACTIVE_SHELL) Shell shell) {
        NewJobWizard.open(shell, desk, desk.currentSource());
    }
}
