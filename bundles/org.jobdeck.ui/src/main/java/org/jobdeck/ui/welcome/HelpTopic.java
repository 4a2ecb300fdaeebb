package org.jobdeck.ui.welcome;

import org.eclipse.swt.widgets.Shell;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.live.Desk;

/** What the Help menu can show. */
public enum HelpTopic {
    /** The ways to a first job. */
    WELCOME,
    /** How QEMU is given a monitor that Jobdeck can have for itself. */
    MONITOR,
    /** What the states of jobs mean, and which verbs there are. */
    JOBS;

    private static final Messages TEXTS = Messages.of(HelpTopic.class);

    /** Shows it. */
    public void show(Shell parent, Desk desk) {
        if (this == WELCOME) {
            new WelcomeDialog(parent, desk).open();
        } else {
            new HelpDialog(parent, TEXTS.get("help." + name()), TEXTS.get("text." + name())).open();
        }
    }
}
