package org.jobdeck.ui.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jobdeck.job.common.IoStatus;
import org.jobdeck.job.common.JobOutcome;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.source.MachineStatus;
import org.jobdeck.source.SourceState;

/** Collects words of the window in the language that these classes were loaded in: all of them are to be translated. */
public final class LanguageProbe implements Callable<List<String>> {

    private final List<String> texts = new ArrayList<>();

    @Override
    public List<String> call() {
        for (UiVerb verb : UiVerb.values()) {
            texts.add(verb.label());
            texts.add(verb.tip());
            texts.add(VerbRules.obstacle(verb, List.of()).orElseThrow());
        }
        for (Column column : Column.values()) {
            texts.add(column.title());
        }
        for (Grouping grouping : Grouping.values()) {
            texts.add(grouping.title());
        }
        for (JobStatus status : JobStatus.values()) {
            texts.add(StateText.of(SampleJob.running(1).at(status).snapshot()));
        }
        for (JobOutcome outcome : JobOutcome.values()) {
            texts.add(StateText.of(outcome));
        }
        for (SourceState state : SourceState.values()) {
            texts.add(StateText.of(state));
        }
        texts.add(StateText.of(SampleJob.running(1).stopped(IoStatus.NOSPACE).snapshot()));
        texts.add(StateText.of(SampleJob.running(1).stopped(IoStatus.FAILED).snapshot()));
        texts.add(Speeds.label(0));
        JobView job = SampleJob.running(1).view();
        texts.add(VerbRules.obstacle(UiVerb.COMPLETE, job).orElseThrow());
        SourceFacts source = new SourceFacts(0, "vm", SourceState.LIVE, "", MachineStatus.NONE);
        add(CellText.source(source, 1, 0, 1), Column.TYPE, Column.STATE, Column.PROGRESS);
        add(CellText.source(source, 7, 2, 3), Column.PROGRESS);
        add(CellText.group(new RowKey.Group(Grouping.STATE, "x"), List.of(job), 1, 0), Column.TYPE, Column.PROGRESS);
        add(CellText.transaction(List.of(job), 2), Column.JOB, Column.TYPE, Column.STATE);
        add(CellText.job(job, source, Instant.now()), Column.STATE, Column.LIMIT);
        return texts;
    }

    private void add(Cells cells, Column... columns) {
        for (Column column : columns) {
            texts.add(cells.text(column));
        }
    }
}
