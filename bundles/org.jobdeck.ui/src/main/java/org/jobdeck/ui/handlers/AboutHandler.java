package org.jobdeck.ui.handlers;

import jakarta.inject.Named;
import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.e4.ui.services.IServiceConstants;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Shell;
import org.jobdeck.ui.i18n.Messages;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/** Says what this program is. */
public final class AboutHandler {

    private static final Messages TEXTS = Messages.of(AboutHandler.class);

    /** Opens the dialog. */
    @Execute
    public void execute(@Named(IServiceConstants.ACTIVE_SHELL) Shell shell) {
        Bundle bundle = FrameworkUtil.getBundle(AboutHandler.class);
        MessageDialog.openInformation(
                shell,
                TEXTS.get("about.title"),
                TEXTS.format(
                        "about.text",
                        bundle.getVersion(),
                        String.valueOf(Runtime.version().feature()),
                        System.getProperty("os.name")));
    }
}
