package org.jobdeck.ui.handlers;

import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.workbench.modeling.EPartService;
import org.jobdeck.ui.parts.jobs.JobsPart;

/** Shows the keys. */
public final class KeysHandler {

    private static final String JOBS = "org.jobdeck.ui.part.jobs";

    /** Opens the dialog. */
    @Execute
    public void execute(EPartService parts) {
        MPart part = parts.findPart(JOBS);
        if (part != null && part.getObject() instanceof JobsPart jobs) {
            jobs.showKeys();
        }
    }
}
