package org.jobdeck.ui.handlers;

import jakarta.inject.Named;
import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.e4.ui.services.IServiceConstants;
import org.eclipse.swt.widgets.Shell;
import org.jobdeck.ui.help.HelpTopic;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.welcome.WelcomeDialog;

/** Shows a topic of the Help menu, as a command whose parameter names it. */
public final class HelpHandler {

    /** The command's parameter: the name of a {@link HelpTopic}, or {@link #WELCOME}. */
    public static final String TOPIC = "org.jobdeck.ui.topic";

    /** The topic that has buttons: the ways to a first job. */
    public static final String WELCOME = "WELCOME";

    /** Shows it. */
    @Execute
    public void execute(Desk desk, @Named(TOPIC) String topic, @Named(IServiceConstants.ACTIVE_SHELL) Shell shell) {
        if (topic.equals(WELCOME)) {
            WelcomeDialog.open(shell, desk);
        } else {
            HelpTopic.valueOf(topic).show(shell);
        }
    }
}
