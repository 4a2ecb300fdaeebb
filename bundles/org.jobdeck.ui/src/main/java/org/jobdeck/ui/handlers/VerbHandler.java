package org.jobdeck.ui.handlers;

import jakarta.inject.Named;
import org.eclipse.e4.core.di.annotations.CanExecute;
import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.e4.core.di.annotations.Optional;
import org.eclipse.e4.ui.services.IServiceConstants;
import org.eclipse.swt.widgets.Shell;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.model.UiVerb;
import org.jobdeck.ui.widgets.VerbActs;

/** A verb on the chosen jobs, as a command whose parameter names it. */
public final class VerbHandler {

    /** The command's parameter: the name of a {@link UiVerb}. */
    public static final String VERB = "org.jobdeck.ui.verb";

    /** Whether the verb is possible for any of the chosen jobs. */
    @CanExecute
    public boolean canExecute(Desk desk, @Optional @Named(VERB) String verb) {
        return verb != null && desk.obstacle(UiVerb.valueOf(verb)).isEmpty();
    }

    /** Asks for it. */
    @Execute
    public void execute(Desk desk, @Named(VERB) String verb, @Named(IServiceConstants.ACTIVE_SHELL) Shell shell) {
        VerbActs.act(desk, UiVerb.valueOf(verb), shell);
    }
}
