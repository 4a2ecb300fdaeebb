package org.jobdeck.ui.parts.overview;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.jobdeck.source.JobSource;
import org.jobdeck.source.MachineStatus;
import org.jobdeck.source.SourceState;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.model.Figures;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.RowKey;
import org.jobdeck.ui.model.SourceNames;
import org.jobdeck.ui.model.StateText;
import org.jobdeck.ui.model.Tone;
import org.jobdeck.ui.model.overview.Overview;
import org.jobdeck.ui.widgets.ColumnPage;
import org.jobdeck.ui.widgets.Glyphs;
import org.jobdeck.ui.widgets.LinkList;

/** The figures, and the lists of what wants to be seen; side by side where there is room. */
final class OverviewPage {

    private static final Messages TEXTS = Messages.of(OverviewPage.class);

    private static final int COLUMN_WIDTH = 220;
    private static final int MOST_LINES = 8;

    private final Desk desk;
    private final Glyphs glyphs;
    private final ColumnPage page;
    private final LinkList states;
    private final Label rate;
    private final Label moving;
    private final Sparkline sparkline;
    private final LinkList deciding;
    private final Label nothing;
    private final LinkList sources;

    OverviewPage(Composite parent, Desk desk, Glyphs glyphs) {
        this.desk = desk;
        this.glyphs = glyphs;
        page = new ColumnPage(parent, 20, 14, COLUMN_WIDTH, 3, columns -> {});
        Composite first = page.column(14);
        Composite second = page.column(14);
        Composite third = page.column(14);
        states = new LinkList(ColumnPage.section(first, TEXTS.get("section.states"), 5));
        Composite throughput = ColumnPage.section(second, TEXTS.get("section.throughput"), 5);
        rate = new Label(throughput, SWT.NONE);
        ColumnPage.bold(rate, 6);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(rate);
        sparkline = new Sparkline(throughput);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(sparkline);
        moving = new Label(throughput, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(moving);
        Composite wanted = ColumnPage.section(third, TEXTS.get("section.deciding"), 5);
        deciding = new LinkList(wanted);
        nothing = new Label(wanted, SWT.WRAP);
        nothing.setText(TEXTS.get("deciding.none"));
        GridDataFactory.fillDefaults().grab(true, false).hint(60, SWT.DEFAULT).applyTo(nothing);
        sources = new LinkList(ColumnPage.section(second, TEXTS.get("section.sources"), 5));
    }

    Control control() {
        return page.control();
    }

    void show(Overview overview) {
        boolean moved = states.show(stateLines(overview));
        set(rate, Figures.rate(overview.rate()));
        set(moving, TEXTS.format("throughput.moving", String.valueOf(overview.moving()), overview.moving()));
        sparkline.show(
                desk.samples().all(),
                desk.samples().all().secondsAt(desk.clock().nanoTime()));
        List<LinkList.Line> wanted = decidingLines(overview);
        moved |= deciding.show(wanted);
        GridData data = (GridData) nothing.getLayoutData();
        if (data.exclude == wanted.isEmpty()) {
            data.exclude = !wanted.isEmpty();
            nothing.setVisible(wanted.isEmpty());
            moved = true;
        }
        moved |= sources.show(sourceLines());
        if (moved) {
            page.arrange();
        }
    }

    // the lines

    private List<LinkList.Line> stateLines(Overview overview) {
        List<LinkList.Line> lines = new ArrayList<>();
        lines.add(new LinkList.Line(
                glyphs.mark(Tone.IDLE),
                TEXTS.format("states.all", String.valueOf(overview.jobs()), overview.jobs()),
                "",
                () -> filter("")));
        for (Overview.StateCount count : overview.states()) {
            lines.add(new LinkList.Line(
                    glyphs.mark(count.tone()),
                    count.jobs() + " " + count.words(),
                    "",
                    () -> filter("state:\"" + count.words() + "\"")));
        }
        if (overview.undismissed() > 0) {
            lines.add(new LinkList.Line(
                    glyphs.mark(Tone.DONE),
                    TEXTS.format("states.undismissed", String.valueOf(overview.undismissed())),
                    "",
                    () -> filter("is:concluded")));
        }
        return lines;
    }

    private List<LinkList.Line> decidingLines(Overview overview) {
        List<LinkList.Line> lines = new ArrayList<>();
        for (JobView job : overview.stopped()) {
            lines.add(line(job, TEXTS.get("deciding.stopped"), Tone.FAILED));
        }
        for (JobView job : overview.stalled()) {
            lines.add(line(job, TEXTS.get("deciding.stalled"), Tone.STALLED));
        }
        for (JobView job : overview.deciding()) {
            lines.add(line(
                    job,
                    job.snapshot().status().isReady() ? TEXTS.get("deciding.ready") : TEXTS.get("deciding.pending"),
                    Tone.ATTENTION));
        }
        if (lines.size() > MOST_LINES) {
            int more = lines.size() - MOST_LINES + 1;
            lines.subList(MOST_LINES - 1, lines.size()).clear();
            lines.add(new LinkList.Line(
                    glyphs.mark(Tone.ATTENTION),
                    TEXTS.format("deciding.more", String.valueOf(more)),
                    "",
                    () -> choose(overview.deciding())));
        }
        return lines;
    }

    private LinkList.Line line(JobView job, String rest, Tone tone) {
        return new LinkList.Line(glyphs.mark(tone), job.snapshot().id(), rest, () -> choose(List.of(job)));
    }

    private List<LinkList.Line> sourceLines() {
        List<LinkList.Line> lines = new ArrayList<>();
        for (Map.Entry<Integer, JobSource> entry : desk.adapter().sources().entrySet()) {
            JobSource source = entry.getValue();
            SourceState state = source.status().state();
            MachineStatus machine = source.machine();
            String rest = StateText.within(state);
            if (machine.isPresent()) {
                rest += ", "
                        + (machine.isAlarm()
                                ? TEXTS.format("machine.alarm", machine.word())
                                : TEXTS.format("machine", machine.word()));
            }
            lines.add(new LinkList.Line(
                    glyphs.sourceMark(toneOf(state, machine)),
                    SourceNames.title(source),
                    rest,
                    SourceNames.titleAndPlace(source),
                    () -> desk.selection().set(List.of(new RowKey.Source(entry.getKey())))));
        }
        return lines;
    }

    private static Tone toneOf(SourceState state, MachineStatus machine) {
        if (machine.isAlarm()) {
            return Tone.FAILED;
        }
        return switch (state) {
            case LIVE -> machine.isPresent() && !machine.running() ? Tone.PAUSED : Tone.ACTIVE;
            case CONNECTING, DETACHED -> Tone.IDLE;
            case IN_USE -> Tone.WAITING;
            case NOT_ANSWERING, LOST, UNREACHABLE -> Tone.LOST;
        };
    }

    // the way to the tree

    private void filter(String text) {
        desk.filterLine().set(text);
    }

    /** Chooses jobs in the tree, which must not be filtered out there. */
    private void choose(List<JobView> jobs) {
        List<RowKey> keys = jobs.stream().map(job -> (RowKey) job.rowKey()).toList();
        if (keys.stream().anyMatch(key -> desk.model().find(key).isEmpty())) {
            desk.filterLine().set("");
        }
        desk.selection().set(keys);
    }

    private static void set(Label label, String text) {
        if (!label.getText().equals(text)) {
            label.setText(text);
        }
    }
}
