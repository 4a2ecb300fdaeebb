package org.jobdeck.ui.export;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jobdeck.job.common.JobResource;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonObject;
import org.jobdeck.ui.model.Column;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.Row;
import org.jobdeck.ui.model.RowKey;
import org.jobdeck.ui.model.RowModel;
import org.jobdeck.ui.model.StateText;

/**
 * The rows of the tree as they are shown: as a sheet of the texts that are seen, or as JSON of the numbers behind them, one
 * object a job.
 */
public final class JobExport {

    private JobExport() {}

    /** The jobs that are not filtered out, in their order; of the sheet those columns. */
    public static Export of(RowModel model, List<Column> columns) {
        List<Row> rows = jobRows(model);
        JsonArray.Builder jobs = JsonArray.builder();
        rows.forEach(row -> jobs.add(json(row.jobs().getFirst(), model)));
        return new Export(sheet(rows, columns), jobs.build());
    }

    /** Rows of any kind as lines of texts between tabs: as they are pasted into other programs. */
    public static String text(Collection<Row> rows, List<Column> columns) {
        return sheet(rows, columns).rows().stream()
                .map(row -> row.stream().map(JobExport::onOneLine).collect(Collectors.joining("\t", "", "\n")))
                .collect(Collectors.joining());
    }

    private static String onOneLine(String cell) {
        return cell.replaceAll("\\s", " ");
    }

    private static Sheet sheet(Collection<Row> rows, List<Column> columns) {
        return new Sheet(
                columns.stream().map(Column::title).toList(),
                rows.stream()
                        .map(row -> columns.stream()
                                .map(column -> row.cells().text(column))
                                .toList())
                        .toList());
    }

    private static List<Row> jobRows(RowModel model) {
        List<Row> rows = new ArrayList<>();
        for (Row root : model.roots()) {
            root.flattened().stream()
                    .filter(row -> row.key() instanceof RowKey.Job)
                    .forEach(rows::add);
        }
        return rows;
    }

    private static JsonObject json(JobView job, RowModel model) {
        JobSnapshot s = job.snapshot();
        JsonArray.Builder nodes = JsonArray.builder();
        for (JobResource node : s.resources()) {
            nodes.add(JsonObject.builder()
                    .put("role", node.role())
                    .put("name", node.name())
                    .put("file", node.location())
                    .build());
        }
        JsonObject.Builder json = JsonObject.builder()
                .put("id", s.id())
                .put("type", s.type())
                .put("status", s.status().qmpName())
                .put("state", StateText.of(job))
                .put("current", job.isCurrent())
                .put("ended", job.isEnded())
                .put("stalled", job.isStalled())
                .put("progress", s.progress().current())
                .put("total", s.progress().total())
                .put("rate", job.rate())
                .put("average", job.average())
                .put("speed", s.speed())
                .put("created", s.created().toString())
                .put("state-since", s.statusSince().toString())
                .put("nodes", nodes.build())
                .put("devices", JsonArray.builder().addAll(job.devices()).build());
        model.source(job.source())
                .ifPresent(source -> json.put("source", source.name())
                        .put("vm", source.machine().name()));
        if (job.etaSeconds() >= 0) {
            json.put("eta-seconds", job.etaSeconds());
        }
        json.putIfPresent("last-progress", job.motion().lastProgress().map(Instant::toString));
        if (s.error() != null) {
            json.put("error", s.error());
        }
        return json.build();
    }
}
