package org.jobdeck.ui.parts.rawjson;

import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.e4.ui.di.Focus;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonValue;
import org.jobdeck.json.JsonWriter;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.StateText;
import org.jobdeck.ui.widgets.ActionBar;
import org.jobdeck.ui.widgets.Hint;
import org.jobdeck.ui.widgets.LiveRefresh;
import org.jobdeck.ui.widgets.Names;

/** What the sources of the chosen jobs answer about them, word for word. */
public final class RawJsonPart {

    private static final Messages TEXTS = Messages.of(RawJsonPart.class);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** More would be longer than anybody reads, and slow to show. */
    private static final int MOST_JOBS = 100;

    private final Desk desk;
    private final RawFeed feed;
    private final StackLayout stack = new StackLayout();
    private Composite content;
    private Composite page;
    private Label note;
    private Button hold;
    private Text text;
    private Hint hint;
    private LiveRefresh live;

    /** For the injection. */
    @Inject
    public RawJsonPart(Desk desk) {
        this.desk = desk;
        this.feed = new RawFeed(desk, this::show);
    }

    /** Makes the widgets. */
    @PostConstruct
    public void create(Composite parent) {
        GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(parent);
        content = new Composite(parent, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(content);
        content.setLayout(stack);
        hint = new Hint(content);
        page = new Composite(content, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).spacing(0, 0).applyTo(page);
        note = new Label(page, SWT.NONE);
        Hint.secondary(note);
        GridDataFactory.fillDefaults()
                .grab(true, false)
                .indent(10, 0)
                .align(SWT.FILL, SWT.CENTER)
                .applyTo(note);
        createBar(page);
        text = new Text(page, SWT.MULTI | SWT.READ_ONLY | SWT.V_SCROLL | SWT.H_SCROLL);
        Names.give(text, TEXTS.get("name"));
        text.setFont(JFaceResources.getTextFont());
        GridDataFactory.fillDefaults().grab(true, true).span(2, 1).applyTo(text);
        live = new LiveRefresh(content, desk, PAUSE, desk::isConcernedBy, this::refresh).ticking();
        show();
    }

    /** Puts the keyboard into the text. */
    @Focus
    public void focus() {
        live.now();
        if (stack.topControl == page) {
            text.setFocus();
        } else {
            content.forceFocus();
        }
    }

    private void createBar(Composite parent) {
        ActionBar bar = new ActionBar(parent);
        hold = bar.check(TEXTS.get("hold"), TEXTS.get("hold.tip"), () -> live.now());
        bar.push(TEXTS.get("copy"), TEXTS.get("copy.tip"), this::copy);
    }

    private void copy() {
        if (text.getCharCount() == 0) {
            return;
        }
        Clipboard clipboard = new Clipboard(text.getDisplay());
        try {
            clipboard.setContents(new Object[] {text.getText()}, new Transfer[] {TextTransfer.getInstance()});
        } finally {
            clipboard.dispose();
        }
    }

    private void refresh() {
        if (!hold.getSelection()) {
            desk.selectedJobs().stream()
                    .limit(MOST_JOBS)
                    .map(JobView::source)
                    .distinct()
                    .forEach(feed::ask);
            show();
        }
    }

    private void show() {
        if (content.isDisposed() || hold.getSelection()) {
            return;
        }
        List<JobView> jobs = desk.selectedJobs();
        if (jobs.isEmpty()) {
            hint.say(TEXTS.get("none.title"), TEXTS.get("none.text"));
            bring(hint.control());
            return;
        }
        String next = JsonWriter.pretty().write(answerAbout(jobs));
        replace(next.replace("\n", Text.DELIMITER));
        note.setText(noteOn(jobs));
        bring(page);
    }

    /** For one job its own object, for several a list of them. */
    private JsonValue answerAbout(List<JobView> jobs) {
        Map<Integer, List<JobView>> bySource = new LinkedHashMap<>();
        jobs.stream()
                .limit(MOST_JOBS)
                .forEach(job -> bySource.computeIfAbsent(job.source(), n -> new ArrayList<>())
                        .add(job));
        List<JsonValue> parts = new ArrayList<>();
        bySource.forEach((source, own) -> {
            RawJobs answer = feed.answer(source)
                    .orElseGet(
                            () -> RawJobs.of(own.stream().map(JobView::snapshot).toList()));
            answer.about(own.stream().map(job -> job.snapshot().id()).toList()).forEach(parts::add);
        });
        return parts.size() == 1 ? parts.getFirst() : new JsonArray(parts);
    }

    private String noteOn(List<JobView> jobs) {
        JobView first = jobs.getFirst();
        if (!first.isCurrent()) {
            return TEXTS.format("note.old", StateText.within(first.sourceState()));
        }
        if (jobs.size() > MOST_JOBS) {
            return TEXTS.format("note.first", String.valueOf(MOST_JOBS), String.valueOf(jobs.size()));
        }
        return feed.answer(first.source()).isPresent() ? TEXTS.get("note.told") : TEXTS.get("note.own");
    }

    /** Changes the text without moving what the reader looks at or has selected. */
    private void replace(String next) {
        if (text.getText().equals(next)) {
            return;
        }
        int top = text.getTopIndex();
        Point selection = text.getSelection();
        text.setRedraw(false);
        text.setText(next);
        text.setSelection(selection);
        text.setTopIndex(top);
        text.setRedraw(true);
    }

    private void bring(Control control) {
        if (stack.topControl != control) {
            stack.topControl = control;
            content.layout();
        }
    }
}
