package org.jobdeck.ui.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonObject;
import org.jobdeck.source.SourceState;
import org.jobdeck.ui.model.Column;
import org.jobdeck.ui.model.RowFilter;
import org.jobdeck.ui.model.RowKey;
import org.jobdeck.ui.model.RowModel;
import org.jobdeck.ui.model.RowOrder;
import org.jobdeck.ui.model.SampleJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobExportTest {

    private final RowModel model = new RowModel();

    @BeforeEach
    void fill() {
        model.addSource("engine");
        model.describeSource(0, "engine", SourceState.LIVE, "");
        model.upsert(SampleJob.running(1).called("a, \"b\"").progress(250, 1000).view());
        model.upsert(SampleJob.running(2).called("=evil").view());
        model.upsert(SampleJob.running(3).called("hidden").view());
        model.setFilter(RowFilter.of("!hidden"));
        model.setOrder(new RowOrder(Column.JOB, true));
        model.settle();
    }

    @Test
    void theSheetIsWhatIsSeen() {
        Export export = JobExport.of(model, List.of(Column.JOB, Column.STATE, Column.PROGRESS));
        assertEquals(List.of("Job", "State", "Progress"), export.sheet().columns());
        assertEquals(
                List.of(List.of("a, \"b\"", "Running", "25 %"), List.of("=evil", "Running", "0 %")),
                export.sheet().rows());
    }

    @Test
    void theJsonHasTheNumbers() {
        JsonArray jobs = (JsonArray) JobExport.of(model, List.of(Column.JOB)).json();
        assertEquals(2, jobs.size());
        JsonObject job = (JsonObject) jobs.get(0);
        assertEquals("a, \"b\"", job.string("id").orElseThrow());
        assertEquals("running", job.string("status").orElseThrow());
        assertEquals(250, job.integer("progress").orElseThrow());
        assertEquals(1000, job.integer("total").orElseThrow());
        assertEquals("engine", job.string("source").orElseThrow());
        assertEquals(2, job.array("nodes").orElseThrow().size());
        assertTrue(job.get("eta-seconds").isEmpty());
    }

    @Test
    void rowsAreCopiedAsLines() {
        String text = JobExport.text(
                List.of(
                        model.find(new RowKey.Source(0)).orElseThrow(),
                        model.roots().getFirst().children().getFirst()),
                List.of(Column.JOB, Column.TYPE));
        assertEquals("engine\tsource\na, \"b\"\tbackup\n", text);
    }
}
