package org.jobdeck.ui.handlers;

import jakarta.inject.Named;
import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.e4.ui.services.IServiceConstants;
import org.eclipse.swt.widgets.Shell;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.widgets.PreferencesDialog;

/** Lets the user choose. */
public final class PreferencesHandler {

    /** Opens the dialog. */
    @Execute
    public void execute(Desk desk, @Named(IServiceConstants.ACTIVE_SHELL) Shell shell) {
        new PreferencesDialog(shell, desk.settings().preferences())
                .ask()
                .ifPresent(change -> desk.settings().change(change));
    }
}
