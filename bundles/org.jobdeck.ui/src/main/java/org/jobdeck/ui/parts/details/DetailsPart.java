package org.jobdeck.ui.parts.details;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.e4.ui.di.Focus;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Listener;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.live.Frame;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.RowKey;
import org.jobdeck.ui.model.StateText;
import org.jobdeck.ui.widgets.Glyphs;
import org.jobdeck.ui.widgets.Hint;
import org.jobdeck.ui.widgets.Palette;

/** Everything about the chosen job. */
public final class DetailsPart {

    private final Desk desk;
    private final Consumer<Frame> onFrame = this::frame;
    private final Runnable onSelection = this::refresh;
    private final Listener onSettings = event -> themeChanged();
    private final StackLayout stack = new StackLayout();
    private Composite content;
    private Glyphs glyphs;
    private Hint hint;
    private JobPage page;

    /** For the injection. */
    @Inject
    public DetailsPart(Desk desk) {
        this.desk = desk;
    }

    /** Makes the widgets. */
    @PostConstruct
    public void create(Composite parent) {
        glyphs = new Glyphs(parent.getDisplay(), Palette.of(parent.getDisplay()));
        GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(parent);
        content = new Composite(parent, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(content);
        content.setLayout(stack);
        hint = new Hint(content);
        page = new JobPage(content, glyphs);
        desk.adapter().addListener(onFrame);
        desk.selection().addListener(onSelection);
        parent.getDisplay().addListener(SWT.Settings, onSettings);
        parent.addListener(SWT.Dispose, e -> parent.getDisplay().removeListener(SWT.Settings, onSettings));
        refresh();
    }

    /** Leaves the desk. */
    @PreDestroy
    public void dispose() {
        desk.adapter().removeListener(onFrame);
        desk.selection().removeListener(onSelection);
        glyphs.close();
    }

    /** Puts the keyboard here. */
    @Focus
    public void focus() {
        content.setFocus();
    }

    private void frame(Frame frame) {
        if (frame.sources() || desk.isConcernedBy(frame)) {
            refresh();
        }
    }

    private void refresh() {
        List<RowKey> keys = desk.selection().keys();
        List<JobView> jobs = desk.selectedJobs();
        if (jobs.size() == 1) {
            page.show(jobs.getFirst());
            show(page.control());
            return;
        }
        if (jobs.size() > 1) {
            hint.say(titleOf(keys, jobs), states(jobs) + "\nVerbs apply to all of them that are in a state for it.");
        } else if (isOneSource(keys)) {
            saySource(keys.getFirst().source());
        } else if (desk.model().jobCount() + desk.model().endedCount() == 0) {
            hint.say("No jobs yet", "The details of a job are shown here.");
        } else {
            hint.say("No job selected", "Select a job to see its details here, and what can be done with it.");
        }
        show(hint.control());
    }

    private boolean isOneSource(List<RowKey> keys) {
        return keys.size() == 1
                && keys.getFirst() instanceof RowKey.Source(int number)
                && desk.model().sourceTitle(number).isPresent();
    }

    private void saySource(int number) {
        String remark = desk.model().sourceRemark(number);
        hint.say(
                desk.model().sourceTitle(number).orElse(""),
                remark.isEmpty() ? "Select one of its jobs to see its details here." : remark);
    }

    private static String titleOf(List<RowKey> keys, List<JobView> jobs) {
        boolean oneTransaction = keys.size() == 1 && keys.getFirst() instanceof RowKey.Txn;
        return oneTransaction ? "Transaction of " + jobs.size() + " jobs" : jobs.size() + " jobs selected";
    }

    private static String states(List<JobView> jobs) {
        String ids = jobs.stream().limit(8).map(j -> j.snapshot().id()).collect(Collectors.joining(", "));
        String more = jobs.size() > 8 ? " and " + (jobs.size() - 8) + " more" : "";
        return ids + more + "\n" + StateText.ofAll(jobs);
    }

    private void show(Control control) {
        if (stack.topControl != control) {
            stack.topControl = control;
            content.layout();
        }
    }

    private void themeChanged() {
        glyphs.repaint(Palette.of(content.getDisplay()));
        refresh();
    }
}
