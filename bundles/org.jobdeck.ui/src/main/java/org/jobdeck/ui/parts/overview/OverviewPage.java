package org.jobdeck.ui.parts.overview;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
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
import org.jobdeck.ui.model.StateText;
import org.jobdeck.ui.model.Tone;
import org.jobdeck.ui.model.overview.Overview;
import org.jobdeck.ui.widgets.Glyphs;
import org.jobdeck.ui.widgets.LinkList;

/** The figures, and the lists of what wants to be seen; side by side where there is room. */
final class OverviewPage {

    private static final Messages TEXTS = Messages.of(OverviewPage.class);

    private static final int COLUMN_WIDTH = 220;
    private static final int MOST_LINES = 8;

    private final Desk desk;
    private final Glyphs glyphs;
    private final ScrolledComposite scroller;
    private final Composite page;
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
        scroller = new ScrolledComposite(parent, SWT.V_SCROLL);
        scroller.setExpandHorizontal(true);
        scroller.setExpandVertical(true);
        scroller.setShowFocusedControl(true);
        page = new Composite(scroller, SWT.NONE);
        scroller.setContent(page);
        GridLayoutFactory.swtDefaults()
                .margins(12, 8)
                .spacing(20, 14)
                .equalWidth(true)
                .applyTo(page);
        Composite first = column();
        Composite second = column();
        Composite third = column();
        states = new LinkList(section(first, TEXTS.get("section.states")));
        Composite throughput = section(second, TEXTS.get("section.throughput"));
        rate = new Label(throughput, SWT.NONE);
        bold(rate, 6);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(rate);
        sparkline = new Sparkline(throughput);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(sparkline);
        moving = new Label(throughput, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(moving);
        Composite wanted = section(third, TEXTS.get("section.deciding"));
        deciding = new LinkList(wanted);
        nothing = new Label(wanted, SWT.WRAP);
        nothing.setText(TEXTS.get("deciding.none"));
        GridDataFactory.fillDefaults().grab(true, false).hint(60, SWT.DEFAULT).applyTo(nothing);
        sources = new LinkList(section(second, TEXTS.get("section.sources")));
        scroller.addListener(SWT.Resize, e -> arrange());
    }

    Control control() {
        return scroller;
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
            arrange();
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
                    count.jobs() + " " + count.words().toLowerCase(Locale.ROOT),
                    "",
                    () -> filter("state:\"" + count.words().toLowerCase(Locale.ROOT) + "\"")));
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
            String rest = StateText.of(state).toLowerCase(Locale.ROOT);
            if (machine.isPresent()) {
                rest += ", "
                        + (machine.isAlarm()
                                ? TEXTS.format("machine.alarm", machine.word())
                                : TEXTS.format("machine", machine.word()));
            }
            lines.add(new LinkList.Line(
                    glyphs.sourceMark(toneOf(state, machine)),
                    source.name(),
                    rest,
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

    // the look

    private Composite column() {
        Composite column = new Composite(page, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 14).applyTo(column);
        GridDataFactory.fillDefaults()
                .grab(true, false)
                .align(SWT.FILL, SWT.BEGINNING)
                .applyTo(column);
        return column;
    }

    private static Composite section(Composite parent, String name) {
        Composite section = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 5).applyTo(section);
        GridDataFactory.fillDefaults()
                .grab(true, false)
                .align(SWT.FILL, SWT.BEGINNING)
                .applyTo(section);
        Label heading = new Label(section, SWT.NONE);
        heading.setText(name);
        bold(heading, 0);
        GridDataFactory.fillDefaults().applyTo(heading);
        return section;
    }

    private static void bold(Label label, int larger) {
        Font font = FontDescriptor.createFrom(label.getFont())
                .increaseHeight(larger)
                .setStyle(SWT.BOLD)
                .createFont(label.getDisplay());
        label.setFont(font);
        label.addListener(SWT.Dispose, e -> font.dispose());
    }

    private static void set(Label label, String text) {
        if (!label.getText().equals(text)) {
            label.setText(text);
        }
    }

    private void arrange() {
        int width = scroller.getClientArea().width;
        if (width <= 0) {
            return;
        }
        ((GridLayout) page.getLayout()).numColumns = Math.clamp(width / COLUMN_WIDTH, 1, 3);
        scroller.setMinHeight(page.computeSize(width, SWT.DEFAULT, true).y);
        page.layout(true, true);
    }
}
