package org.jobdeck.ui.widgets;

import java.util.List;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Shell;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.Speeds;
import org.jobdeck.ui.model.UiVerb;
import org.jobdeck.ui.model.VerbRules;

/** What buttons, menus and keys do alike. */
public final class VerbActs {

    private static final Messages TEXTS = Messages.of(VerbActs.class);

    private VerbActs() {}

    /** Asks for the verb on the chosen jobs; for a speed limit, asks the user which first. */
    public static void act(Desk desk, UiVerb verb, Shell shell) {
        if (verb == UiVerb.SPEED && desk.obstacle(verb).isEmpty()) {
            askForLimit(desk, shell);
        } else {
            desk.send(verb);
        }
    }

    /** The verb of a key pressed in the tree, the same as in the terminal; null if it is none. */
    public static UiVerb ofKey(Event event, Desk desk) {
        int modifiers = event.stateMask & SWT.MODIFIER_MASK;
        if (event.keyCode == SWT.DEL && modifiers == SWT.SHIFT) {
            return UiVerb.FORCE_CANCEL;
        }
        if (modifiers != 0) {
            return null;
        }
        if (event.keyCode == SWT.DEL) {
            return UiVerb.CANCEL;
        }
        return switch (event.character) {
            case 'p' -> desk.obstacle(UiVerb.PAUSE).isEmpty() ? UiVerb.PAUSE : UiVerb.RESUME;
            case 'c' -> UiVerb.COMPLETE;
            case 'f' -> UiVerb.FINALIZE;
            case 'd' -> UiVerb.DISMISS;
            case 's' -> UiVerb.SPEED;
            default -> null;
        };
    }

    /** A button's tooltip: what it does, or why it cannot. */
    public static String tip(List<JobView> jobs, UiVerb verb) {
        return VerbRules.obstacle(verb, jobs).orElse(verb.tip());
    }

    /** Fills a menu with the verbs as they are possible now. */
    static void fillVerbs(Menu menu, Desk desk, Shell shell) {
        for (UiVerb verb : UiVerb.values()) {
            if (verb == UiVerb.COMPLETE || verb == UiVerb.CANCEL || verb == UiVerb.SPEED) {
                new MenuItem(menu, SWT.SEPARATOR);
            }
            MenuItem item = new MenuItem(menu, verb == UiVerb.SPEED ? SWT.CASCADE : SWT.PUSH);
            item.setText(verb.label() + keyOf(verb));
            item.setToolTipText(tip(desk.selectedJobs(), verb));
            item.setEnabled(desk.obstacle(verb).isEmpty());
            if (verb == UiVerb.SPEED) {
                Menu speeds = new Menu(menu);
                item.setMenu(speeds);
                fillSpeeds(speeds, desk, shell);
            } else {
                item.addListener(SWT.Selection, e -> desk.send(verb));
            }
        }
    }

    /** Adds to a menu what there is to do about jobs that have ended. */
    static void fillClear(Menu menu, Desk desk) {
        new MenuItem(menu, SWT.SEPARATOR);
        MenuItem item = new MenuItem(menu, SWT.PUSH);
        item.setText(TEXTS.get("clear"));
        item.setToolTipText(TEXTS.get(desk.canClear() ? "clear.tip" : "clear.obstacle"));
        item.setEnabled(desk.canClear());
        item.addListener(SWT.Selection, e -> desk.clearSelected());
    }

    /** Fills a menu with speed limits. */
    static void fillSpeeds(Menu menu, Desk desk, Shell shell) {
        List<JobView> jobs = desk.selectedJobs();
        for (long preset : Speeds.PRESETS) {
            MenuItem item = new MenuItem(menu, SWT.RADIO);
            item.setText(Speeds.label(preset));
            item.setSelection(!jobs.isEmpty()
                    && jobs.stream().allMatch(job -> job.snapshot().speed() == preset));
            item.addListener(SWT.Selection, e -> {
                if (item.getSelection()) {
                    desk.limit(preset);
                }
            });
        }
        new MenuItem(menu, SWT.SEPARATOR);
        MenuItem custom = new MenuItem(menu, SWT.PUSH);
        custom.setText("Other…");
        custom.addListener(SWT.Selection, e -> askForLimit(desk, shell));
    }

    private static void askForLimit(Desk desk, Shell shell) {
        List<JobView> jobs = desk.selectedJobs();
        String whom = jobs.size() == 1 ? "‘" + jobs.getFirst().snapshot().id() + "’" : jobs.size() + " jobs";
        new SpeedDialog(shell, whom, jobs.getFirst().snapshot().speed()).ask().ifPresent(desk::limit);
    }

    private static String keyOf(UiVerb verb) {
        return switch (verb) {
            case PAUSE, RESUME -> "\tP";
            case COMPLETE -> "\tC";
            case FINALIZE -> "\tF";
            case DISMISS -> "\tD";
            case CANCEL -> "\tDel";
            case FORCE_CANCEL -> "\tShift+Del";
            case SPEED -> "";
        };
    }
}
