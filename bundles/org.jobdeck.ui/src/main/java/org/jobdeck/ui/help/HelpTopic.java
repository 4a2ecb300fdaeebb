package org.jobdeck.ui.help;

import org.eclipse.swt.widgets.Shell;
import org.jobdeck.ui.i18n.Messages;

/** What the Help menu can show. */
public enum HelpTopic {
    /** How QEMU is given a monitor that Jobdeck can have for itself. */
    MONITOR,
    /** What the states of jobs mean, and which verbs there are. */
    JOBS;

    private static final Messages TEXTS = Messages.of(HelpTopic.class);

    /** Shows it, and returns when it is closed. */
    public void show(Shell parent) {
        new HelpDialog(parent, TEXTS.get("title." + name()), TEXTS.get("text." + name())).open();
    }
}
