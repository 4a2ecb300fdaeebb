package org.jobdeck.ui.handlers;

import org.eclipse.e4.core.di.annotations.Execute;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.model.ColumnLayout;

/** Brings the columns of the tree back to what they were at first. */
public final class ResetColumnsHandler {

    /** Does it. */
    @Execute
    public void execute(Desk desk) {
        desk.settings().change(p -> p.with(ColumnLayout.DEFAULT));
    }
}
