package org.jobdeck.ui.parts.details;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.e4.ui.di.Focus;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.RowKey;
import org.jobdeck.ui.model.StateText;
import org.jobdeck.ui.widgets.Glyphs;
import org.jobdeck.ui.widgets.Hint;
import org.jobdeck.ui.widgets.Keyboard;
import org.jobdeck.ui.widgets.LiveRefresh;
import org.jobdeck.ui.widgets.Palette;

/** Everything about the chosen job. */
public final class DetailsPart {

    private static final Messages TEXTS = Messages.of(DetailsPart.class);

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Desk desk;
    private final StackLayout stack = new StackLayout();
    private Composite content;
    private Glyphs glyphs;
    private Hint hint;
    private JobPage page;
    private LiveRefresh live;

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
        page = new JobPage(content, desk, glyphs);
        live = new LiveRefresh(
                content, desk, PAUSE, frame -> frame.sources() || desk.isConcernedBy(frame), this::refresh);
        refresh();
    }

    /** Leaves the desk. */
    @PreDestroy
    public void dispose() {
        glyphs.close();
    }

    /** Puts the keyboard here. */
    @Focus
    public void focus() {
        live.now();
        if (!Keyboard.isIn(content.getParent())) {
            content.setFocus();
        }
    }

    private void refresh() {
        if (glyphs.palette() != Palette.of(content.getDisplay())) {
            glyphs.repaint(Palette.of(content.getDisplay()));
        }
        List<RowKey> keys = desk.selection().keys();
        List<JobView> jobs = desk.selectedJobs();
        if (jobs.size() == 1) {
            page.show(jobs.getFirst());
            show(page.control());
            return;
        }
        if (jobs.size() > 1) {
            hint.say(titleOf(keys, jobs), states(jobs) + "\n" + TEXTS.get("several.verbs"));
        } else if (isOneSource(keys)) {
            saySource(keys.getFirst().source());
        } else if (desk.model().jobCount() + desk.model().endedCount() == 0) {
            hint.say(TEXTS.get("none.title"), TEXTS.get("none.text"));
        } else {
            hint.say(TEXTS.get("unselected.title"), TEXTS.get("unselected.text"));
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
        hint.say(desk.model().sourceTitle(number).orElse(""), remark.isEmpty() ? TEXTS.get("source.text") : remark);
    }

    private static String titleOf(List<RowKey> keys, List<JobView> jobs) {
        boolean oneTransaction = keys.size() == 1 && keys.getFirst() instanceof RowKey.Txn;
        return TEXTS.format(oneTransaction ? "several.transaction" : "several.title", String.valueOf(jobs.size()));
    }

    private static String states(List<JobView> jobs) {
        String ids = jobs.stream().limit(8).map(j -> j.snapshot().id()).collect(Collectors.joining(", "));
        String more = jobs.size() > 8 ? " " + TEXTS.format("several.more", String.valueOf(jobs.size() - 8)) : "";
        return ids + more + "\n" + StateText.ofAll(jobs);
    }

    private void show(Control control) {
        if (stack.topControl != control) {
            stack.topControl = control;
            content.layout();
        }
    }
}
