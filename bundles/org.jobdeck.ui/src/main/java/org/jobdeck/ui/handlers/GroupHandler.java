package org.jobdeck.ui.handlers;

import jakarta.inject.Named;
import org.eclipse.e4.core.di.annotations.Execute;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.model.Grouping;

/** Lets the jobs stand below something else, as a command whose parameter names it. */
public final class GroupHandler {

    /** The command's parameter: the name of a {@link Grouping}. */
    public static final String GROUPING = "org.jobdeck.ui.grouping";

    /** Does it. */
    @Execute
    public void execute(Desk desk, @Named(GROUPING) String grouping) {
        desk.settings().change(p -> p.with(Grouping.valueOf(grouping)));
    }
}
