package org.jobdeck.ui.parts.overview;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.e4.ui.di.Focus;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.model.overview.Overview;
import org.jobdeck.ui.widgets.Glyphs;
import org.jobdeck.ui.widgets.Hint;
import org.jobdeck.ui.widgets.Keyboard;
import org.jobdeck.ui.widgets.LiveRefresh;
import org.jobdeck.ui.widgets.Palette;

/** All jobs and sources at a glance; each figure leads to its rows in the tree. */
public final class OverviewPart {

    private static final Messages TEXTS = Messages.of(OverviewPart.class);

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Desk desk;
    private final StackLayout stack = new StackLayout();
    private Composite content;
    private Glyphs glyphs;
    private OverviewPage page;
    private Hint hint;
    private LiveRefresh live;

    /** For the injection. */
    @Inject
    public OverviewPart(Desk desk) {
        this.desk = desk;
    }

    /** Makes the widgets. */
    @PostConstruct
    public void create(Composite parent) {
        glyphs = new Glyphs(parent.getDisplay(), Palette.of(parent.getDisplay()));
        GridLayoutFactory.fillDefaults().applyTo(parent);
        content = new Composite(parent, SWT.NONE);
        content.setLayout(stack);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(content);
        page = new OverviewPage(content, desk, glyphs);
        hint = new Hint(content);
        hint.say(TEXTS.get("none.title"), TEXTS.get("none.text"));
        live = new LiveRefresh(content, desk, PAUSE, frame -> true, this::refresh).ticking();
        refresh();
    }

    /** Frees what was drawn. */
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
        Palette palette = Palette.of(content.getDisplay());
        if (palette != glyphs.palette()) {
            glyphs.repaint(palette);
        }
        if (desk.model().jobCount() == 0 && desk.model().roots().size() == 1) {
            bring(hint.control());
            return;
        }
        desk.samples().noteIfDue();
        page.show(Overview.of(desk.model().allJobs()));
        bring(page.control());
    }

    private void bring(Control control) {
        if (stack.topControl != control) {
            stack.topControl = control;
            content.layout();
        }
    }
}
