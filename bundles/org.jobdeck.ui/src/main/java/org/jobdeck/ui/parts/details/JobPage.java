package org.jobdeck.ui.parts.details;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.source.JobSource;
import org.jobdeck.source.MachineStatus;
import org.jobdeck.source.Units;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.StateText;
import org.jobdeck.ui.model.Tone;
import org.jobdeck.ui.widgets.ColumnPage;
import org.jobdeck.ui.widgets.Glyphs;
import org.jobdeck.ui.widgets.LinkList;
import org.jobdeck.ui.widgets.Names;

/** Everything about one job: one column of sections where the part is narrow, two where it is wide. */
final class JobPage {

    private static final Messages TEXTS = Messages.of(JobPage.class);

    private static final int COLUMN_WIDTH = 380;
    private static final int MOST_MEMBERS = 20;

    private final Desk desk;
    private final Glyphs glyphs;
    private final ColumnPage page;
    private final Label mark;
    private final Label title;
    private final Label state;
    private final Text alarm;
    private final Text error;
    private final FactGrid progress;
    private final FactGrid settings;
    private final FactGrid nodes;
    private final TimeBar bar;
    private final Label steps;
    private final Composite transaction;
    private final LinkList members;
    private final VerbList verbs;

    JobPage(Composite parent, Desk desk, Glyphs glyphs) {
        this.desk = desk;
        this.glyphs = glyphs;
        page = new ColumnPage(parent, 24, 8, COLUMN_WIDTH, 2, this::span);
        Composite header = new Composite(page.page(), SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(3).spacing(8, 0).applyTo(header);
        across(header);
        mark = new Label(header, SWT.NONE);
        title = new Label(header, SWT.NONE);
        ColumnPage.bold(title, 3);
        state = new Label(header, SWT.NONE);
        GridDataFactory.fillDefaults()
                .grab(true, false)
                .align(SWT.FILL, SWT.CENTER)
                .applyTo(state);
        alarm = message(TEXTS.get("alarm.title"));
        error = message(TEXTS.get("error.title"));
        Composite left = page.column(12);
        progress = new FactGrid(ColumnPage.section(left, TEXTS.get("section.progress"), 4));
        nodes = new FactGrid(ColumnPage.section(left, TEXTS.get("section.nodes"), 4));
        settings = new FactGrid(ColumnPage.section(left, TEXTS.get("section.job"), 4));
        Composite right = page.column(12);
        Composite line = ColumnPage.section(right, TEXTS.get("section.timeline"), 4);
        bar = new TimeBar(line);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(bar);
        steps = new Label(line, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(steps);
        transaction = ColumnPage.section(right, TEXTS.get("section.transaction"), 4);
        members = new LinkList(transaction);
        verbs = new VerbList(ColumnPage.section(right, TEXTS.get("section.verbs"), 4), glyphs);
    }

    Control control() {
        return page.control();
    }

    void show(JobView job) {
        JobSnapshot s = job.snapshot();
        Instant now = desk.clock().now();
        ZoneId zone = ZoneId.systemDefault();
        MachineStatus machine =
                desk.source(job.source()).map(JobSource::machine).orElse(MachineStatus.NONE);
        Tone tone = Tone.of(job);
        mark.setImage(glyphs.mark(tone));
        boolean moved = FactGrid.set(title, s.id());
        moved |= FactGrid.set(state, StateText.of(job) + ", " + Units.percent(job.fraction()));
        state.setForeground(glyphs.palette().tone(tone));
        moved |= say(alarm, String.join("\n", Alarms.of(s, machine)), Tone.FAILED);
        // that a job was cancelled is no fault of it
        moved |= say(error, s.error() == null ? "" : s.error(), tone == Tone.CANCELLED ? tone : Tone.FAILED);
        moved |= progress.show(JobFacts.progress(job, now, zone));
        moved |= settings.show(JobFacts.settings(job));
        moved |= nodes.show(
                JobFacts.nodes(s, desk.model().sourceTitle(job.source()).orElse(""), machine));
        List<Steps.Step> way = Steps.of(job, now);
        bar.show(way, tone);
        String wayText = Steps.text(way, zone);
        moved |= wayText.lines().count() != steps.getText().lines().count();
        FactGrid.set(steps, wayText);
        moved |= showMembers(job);
        moved |= verbs.show(job);
        if (moved) {
            page.arrange();
        }
    }

    private boolean showMembers(JobView job) {
        boolean several = job.snapshot().txnMembers() > 1;
        List<JobView> others = several
                ? desk.model().allJobs().stream()
                        .filter(other -> other.source() == job.source()
                                && other.snapshot().txn() == job.snapshot().txn()
                                && !other.rowKey().equals(job.rowKey()))
                        .toList()
                : List.of();
        boolean moved =
                members.show(others.stream().limit(MOST_MEMBERS).map(this::line).toList());
        GridData data = (GridData) transaction.getLayoutData();
        if (data.exclude == several) {
            data.exclude = !several;
            transaction.setVisible(several);
            moved = true;
        }
        return moved;
    }

    private LinkList.Line line(JobView member) {
        return new LinkList.Line(
                glyphs.mark(Tone.of(member)),
                member.snapshot().id(),
                StateText.of(member) + ", " + Units.percent(member.fraction()),
                () -> desk.selection().set(List.of(member.rowKey())));
    }

    /** Lets what lies across the columns do so. */
    private void span(int columns) {
        for (Control child : page.page().getChildren()) {
            GridData data = (GridData) child.getLayoutData();
            data.horizontalSpan = isAcross(child) ? columns : 1;
        }
    }

    private boolean isAcross(Control child) {
        return child == mark.getParent() || child == alarm || child == error;
    }

    private static void across(Control control) {
        GridDataFactory.fillDefaults().grab(true, false).applyTo(control);
    }

    private Text message(String name) {
        Text text = new Text(page.page(), SWT.READ_ONLY | SWT.WRAP | SWT.MULTI | SWT.BORDER);
        Names.give(text, name);
        GridDataFactory.fillDefaults()
                .grab(true, false)
                .hint(60, SWT.DEFAULT)
                .exclude(true)
                .applyTo(text);
        text.setVisible(false);
        return text;
    }

    private boolean say(Text text, String message, Tone tone) {
        boolean wanted = !message.isEmpty();
        GridData data = (GridData) text.getLayoutData();
        boolean moved = data.exclude == wanted || !text.getText().equals(message);
        if (moved) {
            data.exclude = !wanted;
            text.setVisible(wanted);
            text.setText(message);
        }
        text.setForeground(glyphs.palette().tone(tone));
        return moved;
    }
}
