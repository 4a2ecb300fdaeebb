package org.jobdeck.ui.parts.jobs;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.util.function.Consumer;
import org.eclipse.e4.ui.di.Focus;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Text;
import org.jobdeck.ui.decide.DecisionBar;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.live.Frame;
import org.jobdeck.ui.model.RowFilter;
import org.jobdeck.ui.model.UiVerb;
import org.jobdeck.ui.widgets.Glyphs;
import org.jobdeck.ui.widgets.Hint;
import org.jobdeck.ui.widgets.JobTree;
import org.jobdeck.ui.widgets.Palette;
import org.jobdeck.ui.widgets.VerbActs;
import org.jobdeck.ui.widgets.VerbBar;

/** The upper part: buttons, filter and the live tree, or a hint where there is nothing to show. */
public final class JobsPart {

    private final Desk desk;
    private final Consumer<Frame> onFrame = frame -> showWhatThereIs(frame.structure());
    private final Listener onSettings = event -> themeChanged();
    private final StackLayout stack = new StackLayout();
    private Composite content;
    private Glyphs glyphs;
    private VerbBar verbs;
    private JobTree tree;
    private Hint hint;
    private Text filter;

    /** For the injection. */
    @Inject
    public JobsPart(Desk desk) {
        this.desk = desk;
    }

    /** Makes the widgets. */
    @PostConstruct
    public void create(Composite parent) {
        glyphs = new Glyphs(parent.getDisplay(), Palette.of(parent.getDisplay()));
        GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(parent);
        Composite top = new Composite(parent, SWT.NONE);
        GridLayoutFactory.swtDefaults().numColumns(2).margins(4, 4).applyTo(top);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(top);
        verbs = new VerbBar(top, desk, glyphs);
        GridDataFactory.fillDefaults()
                .grab(true, false)
                .align(SWT.FILL, SWT.CENTER)
                .applyTo(verbs.control());
        createFilter(top);
        new DecisionBar(parent, desk);
        content = new Composite(parent, SWT.NONE);
        content.setLayout(stack);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(content);
        tree = new JobTree(content, desk, glyphs);
        tree.control().setMenu(VerbBar.contextMenu(tree.control(), desk));
        tree.control().addListener(SWT.KeyDown, this::key);
        hint = new Hint(content);
        desk.adapter().addListener(onFrame);
        parent.getDisplay().addListener(SWT.Settings, onSettings);
        parent.addListener(SWT.Dispose, e -> parent.getDisplay().removeListener(SWT.Settings, onSettings));
        showWhatThereIs(true);
    }

    /** Leaves the desk. */
    @PreDestroy
    public void dispose() {
        desk.adapter().removeListener(onFrame);
        glyphs.close();
    }

    /** Puts the keyboard into the tree, or nowhere: not into the filter as long as there is nothing to filter. */
    @Focus
    public void focus() {
        if (stack.topControl == tree.control()) {
            tree.control().setFocus();
        } else {
            content.forceFocus();
        }
    }

    private void createFilter(Composite parent) {
        filter = new Text(parent, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL);
        filter.setMessage("Filter jobs");
        filter.setToolTipText("Words that occur in a job's id, type, state or nodes");
        GridDataFactory.fillDefaults()
                .hint(190, SWT.DEFAULT)
                .align(SWT.END, SWT.CENTER)
                .applyTo(filter);
        filter.addModifyListener(e -> {
            desk.filterLine().set(filter.getText());
            desk.model().setFilter(RowFilter.of(filter.getText()));
            desk.adapter().showModel();
        });
        Consumer<String> onFilterLine = text -> {
            if (!text.equals(filter.getText())) {
                filter.setText(text);
            }
        };
        desk.filterLine().addListener(onFilterLine);
        filter.addListener(SWT.Dispose, e -> desk.filterLine().removeListener(onFilterLine));
        filter.addListener(SWT.KeyDown, e -> {
            if (e.keyCode == SWT.ESC) {
                filter.setText("");
                tree.control().setFocus();
            } else if (e.keyCode == SWT.ARROW_DOWN) {
                tree.control().setFocus();
            }
        });
    }

    private void key(Event event) {
        if (event.character == '/') {
            filter.setFocus();
            event.doit = false;
            return;
        }
        UiVerb verb = VerbActs.ofKey(event, desk);
        if (verb != null) {
            event.doit = false;
            VerbActs.act(desk, verb, content.getShell());
        }
    }

    private void showWhatThereIs(boolean structure) {
        if (!structure && stack.topControl != null) {
            return;
        }
        if (count() == 0 && desk.model().sourceCount() == 1) {
            hint.say(
                    "No jobs yet",
                    "Jobs appear here as soon as they are created.\n"
                            + "To see those of a running QEMU, choose  Attach to QEMU…  in the File menu.\n"
                            + "To see sample jobs in every state, start  jobdeck demo");
            show(hint.control());
        } else if (count() > 0 && desk.model().shownCount() == 0) {
            hint.say(
                    "No job matches the filter",
                    "None of the " + count() + " jobs has ‘"
                            + filter.getText().strip() + "’ in its id, type, state or nodes.\n"
                            + "Press Escape in the filter to see all.");
            show(hint.control());
        } else {
            show(tree.control());
        }
    }

    private int count() {
        return desk.model().jobCount() + desk.model().endedCount();
    }

    private void show(Control control) {
        if (stack.topControl == control) {
            return;
        }
        boolean keyboardHere = !filter.isFocusControl();
        stack.topControl = control;
        content.layout();
        if (keyboardHere) {
            focus();
        }
    }

    private void themeChanged() {
        Palette palette = Palette.of(content.getDisplay());
        if (palette != glyphs.palette()) {
            glyphs.repaint(palette);
            verbs.repaint();
            tree.repaint();
        }
    }
}
