package org.jobdeck.ui.parts.nodegraph;

import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.eclipse.e4.ui.di.Focus;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.jobdeck.source.graph.NodeGraph;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.RowKey;
import org.jobdeck.ui.model.graph.GraphScope;
import org.jobdeck.ui.widgets.ActionBar;
import org.jobdeck.ui.widgets.Hint;
import org.jobdeck.ui.widgets.Keyboard;
import org.jobdeck.ui.widgets.LiveRefresh;
import org.jobdeck.ui.widgets.Names;

/** The nodes of the source that is chosen, or whose job is: drawn, and as a list. */
public final class NodeGraphPart {

    private static final Messages TEXTS = Messages.of(NodeGraphPart.class);

    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** A picture of more is no picture. */
    private static final int MOST_NODES = 300;

    private final Desk desk;
    private final GraphFeed feed;
    private final StackLayout stack = new StackLayout();
    private Composite content;
    private SashForm page;
    private Label note;
    private Button all;
    private Button list;
    private GraphCanvas canvas;
    private GraphTable table;
    private Hint hint;
    private LiveRefresh live;

    /** For the injection. */
    @Inject
    public NodeGraphPart(Desk desk) {
        this.desk = desk;
        this.feed = new GraphFeed(desk, this::show);
    }

    /** Makes the widgets. */
    @PostConstruct
    public void create(Composite parent) {
        GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(parent);
        Composite top = new Composite(parent, SWT.NONE);
        GridLayoutFactory.swtDefaults().numColumns(2).margins(4, 0).applyTo(top);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(top);
        note = new Label(top, SWT.NONE);
        Hint.secondary(note);
        GridDataFactory.fillDefaults()
                .grab(true, false)
                .indent(6, 0)
                .align(SWT.FILL, SWT.CENTER)
                .applyTo(note);
        createBar(top);
        content = new Composite(parent, SWT.NONE);
        content.setLayout(stack);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(content);
        hint = new Hint(content);
        page = new SashForm(content, SWT.HORIZONTAL);
        canvas = new GraphCanvas(page, this::choose);
        table = new GraphTable(page, this::chooseNode);
        Names.give(table.control(), TEXTS.get("list.name"));
        page.setWeights(60, 40);
        page.setMaximizedControl(canvas.control());
        live = new LiveRefresh(
                        content, desk, PAUSE, frame -> frame.sources() || desk.isConcernedBy(frame), this::refresh)
                .ticking();
        refresh();
    }

    /** Puts the keyboard into the picture. */
    @Focus
    public void focus() {
        live.now();
        if (Keyboard.isIn(content.getParent())) {
            return;
        }
        if (stack.topControl == page) {
            canvas.setFocus();
        } else {
            content.forceFocus();
        }
    }

    private void createBar(Composite parent) {
        ActionBar bar = new ActionBar(parent);
        all = bar.check(TEXTS.get("all"), TEXTS.get("all.tip"), this::show);
        list = bar.check(
                TEXTS.get("list"),
                TEXTS.get("list.tip"),
                () -> page.setMaximizedControl(list.getSelection() ? null : canvas.control()));
        bar.push(TEXTS.get("larger"), TEXTS.get("larger.tip"), () -> canvas.zoom(true));
        bar.push(TEXTS.get("smaller"), TEXTS.get("smaller.tip"), () -> canvas.zoom(false));
        bar.push(TEXTS.get("fit"), TEXTS.get("fit.tip"), () -> canvas.fit());
    }

    private void choose(JobView job) {
        if (desk.model().find(job.rowKey()).isEmpty()) {
            desk.filterLine().set("");
        }
        desk.selection().set(List.of(job.rowKey()));
    }

    private void chooseNode(String node) {
        canvas.reveal(node);
    }

    /** The source whose row, or whose job's row, is chosen first; the only one if none is. */
    private OptionalInt theSource() {
        OptionalInt chosen = Stream.concat(
                        desk.selectedJobs().stream().map(JobView::source),
                        desk.selection().keys().stream().map(RowKey::source))
                .filter(number -> desk.source(number).isPresent())
                .mapToInt(Integer::intValue)
                .findFirst();
        if (chosen.isPresent()) {
            return chosen;
        }
        return desk.adapter().sources().size() == 1
                ? OptionalInt.of(desk.adapter().sources().firstKey())
                : OptionalInt.empty();
    }

    private void refresh() {
        theSource().ifPresent(feed::ask);
        show();
    }

    private void show() {
        if (content.isDisposed()) {
            return;
        }
        OptionalInt source = theSource();
        if (source.isEmpty()) {
            say(TEXTS.get("none.title"), TEXTS.get("none.text"));
        } else if (feed.of(source.getAsInt()).isEmpty()) {
            say(TEXTS.get("asked.title"), feed.failure().isEmpty() ? TEXTS.get("asked.text") : feed.failure());
        } else {
            draw(source.getAsInt(), feed.of(source.getAsInt()).get());
        }
    }

    private void draw(int source, NodeGraph told) {
        List<JobView> selected = desk.selectedJobs();
        List<JobView> jobs = desk.model().allJobs().stream()
                .filter(job -> job.source() == source)
                .toList();
        List<JobView> asked = selected.isEmpty() ? jobs : selected;
        NodeGraph whole = told.nodes().isEmpty()
                ? GraphScope.ofJobs(asked.stream()
                        .limit(MOST_NODES)
                        .filter(job -> !job.isEnded())
                        .map(JobView::snapshot)
                        .toList())
                : told;
        NodeGraph part = selected.size() == 1 && !all.getSelection()
                ? GraphScope.around(whole, selected.getFirst().snapshot().id())
                : whole;
        NodeGraph graph = GraphScope.first(part.nodes().isEmpty() ? whole : part, MOST_NODES);
        if (graph.nodes().isEmpty()) {
            say(TEXTS.get("empty.title"), TEXTS.get("empty.text"));
            return;
        }
        set(TEXTS.format(
                "note",
                String.valueOf(graph.nodes().size()),
                String.valueOf(whole.nodes().size()),
                desk.model().sourceTitle(source).orElse("")));
        canvas.show(Scene.of(graph, jobs, selected));
        table.show(graph);
        bring(page);
    }

    private void say(String title, String text) {
        set("");
        hint.say(title, text);
        bring(hint.control());
    }

    private void set(String text) {
        if (!note.getText().equals(text)) {
            note.setText(text);
        }
    }

    private void bring(Control control) {
        if (stack.topControl != control) {
            stack.topControl = control;
            content.layout();
        }
    }
}
