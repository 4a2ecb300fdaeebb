package org.jobdeck.ui.widgets;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.live.Frame;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.UiVerb;
import org.jobdeck.ui.model.VerbRules;

/** A button for every verb, enabled by the state of the chosen jobs; a greyed one says why in its tooltip. */
public final class VerbBar {

    private static final Messages TEXTS = Messages.of(VerbBar.class);

    private final ToolBar bar;
    private final Desk desk;
    private final Glyphs glyphs;
    private final Map<UiVerb, ToolItem> items = new EnumMap<>(UiVerb.class);
    private final Consumer<Frame> onFrame = this::frame;
    private final Runnable onSelection = this::refresh;
    private final ToolItem start;

    /**
     * Buttons that follow the desk until they are disposed of.
     *
     * @param newJob lets the user start a job
     */
    public VerbBar(Composite parent, Desk desk, Glyphs glyphs, Runnable newJob) {
        this.desk = desk;
        this.glyphs = glyphs;
        bar = new ToolBar(parent, SWT.FLAT | SWT.RIGHT);
        start = new ToolItem(bar, SWT.PUSH);
        start.setText(TEXTS.get("new"));
        start.setToolTipText(TEXTS.get("new.tip"));
        start.setImage(glyphs.plus());
        start.addListener(SWT.Selection, e -> newJob.run());
        new ToolItem(bar, SWT.SEPARATOR);
        for (UiVerb verb : UiVerb.values()) {
            if (verb == UiVerb.COMPLETE || verb == UiVerb.CANCEL || verb == UiVerb.SPEED) {
                new ToolItem(bar, SWT.SEPARATOR);
            }
            ToolItem item = new ToolItem(bar, verb == UiVerb.SPEED ? SWT.DROP_DOWN : SWT.PUSH);
            item.setText(verb.label());
            item.setImage(glyphs.sign(verb));
            item.setDisabledImage(glyphs.dimSign(verb));
            item.setData(verb);
            item.addListener(SWT.Selection, e -> pressed(verb));
            items.put(verb, item);
        }
        desk.adapter().addListener(onFrame);
        desk.selection().addListener(onSelection);
        bar.addListener(SWT.Dispose, e -> {
            desk.adapter().removeListener(onFrame);
            desk.selection().removeListener(onSelection);
        });
        refresh();
    }

    /** The widget. */
    public ToolBar control() {
        return bar;
    }

    /** Shows the colours of another palette. */
    public void repaint() {
        start.setImage(glyphs.plus());
        items.forEach((verb, item) -> {
            item.setImage(glyphs.sign(verb));
            item.setDisabledImage(glyphs.dimSign(verb));
        });
    }

    private void frame(Frame frame) {
        if (desk.isConcernedBy(frame)) {
            refresh();
        }
    }

    private void refresh() {
        List<JobView> jobs = desk.selectedJobs();
        items.forEach((verb, item) -> {
            boolean possible = VerbRules.obstacle(verb, jobs).isEmpty();
            if (item.getEnabled() != possible) {
                item.setEnabled(possible);
            }
            String tip = VerbActs.tip(jobs, verb);
            if (!tip.equals(item.getToolTipText())) {
                item.setToolTipText(tip);
            }
        });
    }

    private void pressed(UiVerb verb) {
        if (verb == UiVerb.SPEED) {
            openSpeeds(items.get(verb));
        } else {
            VerbActs.act(desk, verb, bar.getShell());
        }
    }

    private void openSpeeds(ToolItem item) {
        Menu menu = new Menu(bar);
        VerbActs.fillSpeeds(menu, desk, bar.getShell());
        Rectangle bounds = item.getBounds();
        Point below = bar.toDisplay(bounds.x, bounds.y + bounds.height);
        menu.setLocation(below);
        // the choice is told after the menu is hidden, so that it must not be disposed of at once
        menu.addListener(SWT.Hide, e -> bar.getDisplay().asyncExec(menu::dispose));
        menu.setVisible(true);
    }

    /** A menu of the verbs, made anew whenever it opens. */
    public static Menu contextMenu(Composite owner, Desk desk) {
        Menu menu = new Menu(owner);
        menu.addListener(SWT.Show, e -> {
            for (MenuItem item : menu.getItems()) {
                item.dispose();
            }
            VerbActs.fillVerbs(menu, desk, owner.getShell());
            VerbActs.fillClear(menu, desk);
        });
        return menu;
    }
}
