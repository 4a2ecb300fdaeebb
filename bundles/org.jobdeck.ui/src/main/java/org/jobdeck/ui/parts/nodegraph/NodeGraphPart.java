package org.jobdeck.ui.parts.nodegraph;

import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.eclipse.e4.ui.di.Focus;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.jobdeck.source.graph.NodeGraph;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.RowKey;
import org.jobdeck.ui.model.graph.GraphScope;
import org.jobdeck.ui.widgets.Hint;
import org.jobdeck.ui.widgets.LiveRefresh;

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
    private ToolItem all;
    private ToolItem list;
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
        if (stack.topControl == page) {
            canvas.setFocus();
        } else {
            content.forceFocus();
        }
    }

    private void createBar(Composite parent) {
        ToolBar bar = new ToolBar(parent, SWT.FLAT | SWT.RIGHT);
        all = item(bar, SWT.CHECK, TEXTS.get("all"), TEXTS.get("all.tip"));
        all.addListener(SWT.Selection, e -> show());
        list = item(bar, SWT.CHECK, TEXTS.get("list"), TEXTS.get("list.tip"));
        list.addListener(SWT.Selection, e -> page.setMaximizedControl(list.getSelection() ? null : canvas.control()));
        item(bar, SWT.PUSH, TEXTS.get("larger"), TEXTS.get("larger.tip"))
                .addListener(SWT.Selection, e -> canvas.zoom(true));
        item(bar, SWT.PUSH, TEXTS.get("smaller"), TEXTS.get("smaller.tip"))
                .addListener(SWT.Selection, e -> canvas.zoom(false));
        item(bar, SWT.PUSH, TEXTS.get("fit"), TEXTS.get("fit.tip")).addListener(SWT.Selection, e -> canvas.fit());
    }

    private static ToolItem item(ToolBar bar, int style, String text, String tip) {
        ToolItem item = new ToolItem(bar, style);
        item.setText(text);
        item.setToolTipText(tip);
        return item;
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
        List<RowKey> keys = desk.selection().keys();
        if (!keys.isEmpty()) {
            return OptionalInt.of(keys.getFirst().source());
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
