package org.jobdeck.ui.handlers;

import jakarta.inject.Named;
import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.e4.ui.services.IServiceConstants;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Shell;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/** Says what this program is. */
public final class AboutHandler {

    /** Opens the dialog. */
    @Execute
    public void execute(@Named(IServiceConstants.ACTIVE_SHELL) Shell shell) {
        Bundle bundle = FrameworkUtil.getBundle(AboutHandler.class);
        MessageDialog.openInformation(
                shell,
                "About Jobdeck",
                "Jobdeck " + bundle.getVersion() + "\n\n"
                        + "A manager for long-running jobs in the style of QEMU's job layer: an engine of its own,"
                        + " a command line and this window.\n\n"
                        + "Eclipse Public License 2.0. Java "
                        + Runtime.version().feature() + ", "
                        + System.getProperty("os.name") + ".");
    }
}
