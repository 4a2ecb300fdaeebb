package org.jobdeck.ui.handlers;

import jakarta.inject.Named;
import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.e4.ui.services.IServiceConstants;
import org.eclipse.swt.widgets.Shell;
import org.jobdeck.ui.attach.AttachDialog;
import org.jobdeck.ui.live.Desk;

/** Asks for the monitor of a running QEMU and attaches to it. */
public final class AttachHandler {

    /** Opens the dialog. */
    @Execute
    public void execute(Desk desk, @Named(IServiceConstants.ACTIVE_SHELL) Shell shell) {
        AttachDialog.open(shell, desk);
    }
}
