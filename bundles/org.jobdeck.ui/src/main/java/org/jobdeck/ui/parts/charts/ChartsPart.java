package org.jobdeck.ui.parts.charts;

import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.e4.ui.di.Focus;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Text;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.Tone;
import org.jobdeck.ui.model.series.Convergence;
import org.jobdeck.ui.model.series.Series;
import org.jobdeck.ui.widgets.Hint;
import org.jobdeck.ui.widgets.Keyboard;
import org.jobdeck.ui.widgets.LiveRefresh;
import org.jobdeck.ui.widgets.Palette;
import org.jobdeck.ui.widgets.PlainText;

/** How fast the chosen job went, what is left of it, and whether it comes to its end. */
public final class ChartsPart {

    private static final Messages TEXTS = Messages.of(ChartsPart.class);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Desk desk;
    private final StackLayout stack = new StackLayout();
    private Composite content;
    private Composite page;
    private Text outlook;
    private Button change;
    private JobCharts charts;
    private Hint hint;
    private LiveRefresh live;
    private CopyMode copyMode;

    /** For the injection. */
    @Inject
    public ChartsPart(Desk desk) {
        this.desk = desk;
    }

    /** Makes the widgets. */
    @PostConstruct
    public void create(Composite parent) {
        GridLayoutFactory.fillDefaults().applyTo(parent);
        content = new Composite(parent, SWT.NONE);
        content.setLayout(stack);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(content);
        hint = new Hint(content);
        page = new Composite(content, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).spacing(8, 0).applyTo(page);
        outlook = PlainText.make(page, SWT.WRAP | SWT.MULTI, TEXTS.get("outlook.name"));
        GridDataFactory.fillDefaults()
                .grab(true, false)
                .indent(10, 4)
                .hint(60, SWT.DEFAULT)
                .align(SWT.FILL, SWT.CENTER)
                .applyTo(outlook);
        change = new Button(page, SWT.PUSH);
        change.setText(TEXTS.get("change"));
        change.setToolTipText(TEXTS.get("change.tip"));
        GridDataFactory.fillDefaults().exclude(true).applyTo(change);
        change.setVisible(false);
        charts = new JobCharts(page);
        GridDataFactory.fillDefaults().grab(true, true).span(2, 1).applyTo(charts.control());
        live = new LiveRefresh(content, desk, PAUSE, desk::isConcernedBy, this::refresh).ticking();
        copyMode = new CopyMode(desk, live::now);
        change.addListener(SWT.Selection, e -> theJob().ifPresent(copyMode::switchOver));
        refresh();
    }

    /** Puts the keyboard here. */
    @Focus
    public void focus() {
        live.now();
        if (Keyboard.isIn(content.getParent())) {
            return;
        }
        if (stack.topControl == page) {
            outlook.setFocus();
        } else {
            content.forceFocus();
        }
    }

    private Optional<JobView> theJob() {
        List<JobView> jobs = desk.selectedJobs();
        return jobs.size() == 1 ? Optional.of(jobs.getFirst()) : Optional.empty();
    }

    private void refresh() {
        desk.samples().noteIfDue();
        Optional<JobView> job = theJob();
        Optional<Series> series = job.flatMap(one -> desk.samples().of(one.rowKey()));
        if (job.isEmpty()) {
            hint.say(TEXTS.get("none.title"), TEXTS.get("none.text"));
            bring(hint.control());
        } else if (series.isEmpty()) {
            hint.say(TEXTS.get("still.title"), TEXTS.get("still.text"));
            bring(hint.control());
        } else {
            show(job.get(), series.get());
            bring(page);
        }
    }

    private void show(JobView job, Series series) {
        Convergence convergence = Convergence.of(series);
        String words = Outlook.of(job, convergence);
        boolean never = convergence.verdict() == Convergence.Verdict.NEVER && job.rate() > 0;
        outlook.setForeground(never ? Palette.of(content.getDisplay()).tone(Tone.FAILED) : null);
        boolean offered = copyMode.isOfferedFor(job);
        GridData data = (GridData) change.getLayoutData();
        boolean moved = data.exclude == offered || !outlook.getText().equals(words);
        if (moved) {
            data.exclude = !offered;
            change.setVisible(offered);
            outlook.setText(words);
            page.layout();
        }
        charts.show(job, series, series.secondsAt(desk.clock().nanoTime()), convergence);
    }

    private void bring(Control control) {
        if (stack.topControl != control) {
            stack.topControl = control;
            content.layout();
        }
    }
}
