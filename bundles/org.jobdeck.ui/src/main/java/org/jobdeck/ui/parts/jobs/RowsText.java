package org.jobdeck.ui.parts.jobs;

import java.util.List;
import org.jobdeck.ui.export.JobExport;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.model.Row;

/** The selected rows as text for the clipboard. */
final class RowsText {

    private RowsText() {}

    /** A line a row, the columns that are shown between tabs; nothing if no row is selected. */
    static String of(Desk desk) {
        List<Row> rows = desk.selection().keys().stream()
                .flatMap(key -> desk.model().find(key).stream())
                .toList();
        return JobExport.text(rows, desk.settings().preferences().columns().shown());
    }
}
