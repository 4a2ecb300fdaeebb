package org.jobdeck.ui.handlers;

import jakarta.inject.Named;
import org.eclipse.e4.core.di.annotations.Execute;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.model.Column;

/** Shows a column of the tree, or hides it, as a command whose parameter names it. */
public final class ColumnHandler {

    /** The command's parameter: the name of a {@link Column}. */
    public static final String COLUMN = "org.jobdeck.ui.column";

    /** Does it. */
    @Execute
    public void execute(Desk desk, @Named(COLUMN) String name) {
        Column column = Column.valueOf(name);
        desk.settings()
                .change(p ->
                        p.with(p.columns().with(column, !p.columns().of(column).shown())));
    }
}
