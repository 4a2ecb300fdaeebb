package org.jobdeck.ui.widgets;

import java.util.List;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Shell;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.Speeds;
import org.jobdeck.ui.model.UiVerb;
import org.jobdeck.ui.model.VerbRules;
import org.jobdeck.ui.prefs.Preferences;

/** What buttons, menus and keys do alike. */
public final class VerbActs {

    private static final Messages TEXTS = Messages.of(VerbActs.class);

    private VerbActs() {}

    /** Asks for the verb on the chosen jobs; for a speed limit, asks the user which first. */
    public static void act(Desk desk, UiVerb verb, Shell shell) {
        if (verb == UiVerb.SPEED && desk.obstacle(verb).isEmpty()) {
            askForLimit(desk, shell);
        } else if (isConfirmed(desk, verb, shell)) {
            desk.send(verb);
        }
    }

    /** Asks the user whether that is meant, where that is wished for. */
    private static boolean isConfirmed(Desk desk, UiVerb verb, Shell shell) {
        long able = desk.selectedJobs().stream()
                .filter(job -> VerbRules.isPossible(verb, job))
                .count();
        Preferences chosen = desk.settings().preferences();
        boolean ends = verb == UiVerb.CANCEL || verb == UiVerb.FORCE_CANCEL;
        boolean ask = able > 0
                && ((ends && able > 1 && chosen.confirmMany())
                        || (verb == UiVerb.FORCE_CANCEL && chosen.confirmForce()));
        return !ask
                || MessageDialog.openConfirm(
                        shell, verb.label(), TEXTS.format("confirm", verb.label(), able) + "\n" + verb.tip() + ".");
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
                item.addListener(SWT.Selection, e -> act(desk, verb, shell));
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
        custom.setText(TEXTS.get("speed.other"));
        custom.addListener(SWT.Selection, e -> askForLimit(desk, shell));
    }

    private static void askForLimit(Desk desk, Shell shell) {
        List<JobView> jobs = desk.selectedJobs();
        String whom = jobs.size() == 1
                ? TEXTS.format("speed.whom", jobs.getFirst().snapshot().id())
                : TEXTS.format("speed.whom.many", String.valueOf(jobs.size()));
        new SpeedDialog(shell, whom, jobs.getFirst().snapshot().speed()).ask().ifPresent(desk::limit);
    }

    private static String keyOf(UiVerb verb) {
        return switch (verb) {
            case PAUSE, RESUME -> "\tP";
            case COMPLETE -> "\tC";
            case FINALIZE -> "\tF";
            case DISMISS -> "\tD";
            case CANCEL -> "\tX";
            case FORCE_CANCEL -> "\tShift+X";
            case SPEED -> "\tL";
        };
    }
}
