package org.jobdeck.ui.widgets;

import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Spinner;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.prefs.Preferences;
import org.jobdeck.ui.prefs.ThemeChoice;

/** Asks the user for what cannot be chosen where it is seen. */
public final class PreferencesDialog extends Dialog {

    private static final Messages TEXTS = Messages.of(PreferencesDialog.class);

    private final Preferences start;
    private Spinner stall;
    private Combo theme;
    private Spinner history;
    private Button confirmMany;
    private Button confirmForce;
    private UnaryOperator<Preferences> answer;

    /** A dialog that is not open yet and begins with these. */
    public PreferencesDialog(Shell parent, Preferences start) {
        super(parent);
        this.start = start;
    }

    /** Opens it and waits for the user: what is to be changed, or empty if nothing is. */
    public Optional<UnaryOperator<Preferences>> ask() {
        return open() == OK ? Optional.ofNullable(answer) : Optional.empty();
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(TEXTS.get("prefs.title"));
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        Composite page = new Composite(area, SWT.NONE);
        GridLayoutFactory.swtDefaults().numColumns(3).spacing(10, 10).applyTo(page);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(page);
        stall = spinner(
                page,
                label(page, TEXTS.get("prefs.stall")),
                Math.toIntExact(Preferences.SHORTEST_STALL.toSeconds()),
                Math.toIntExact(Preferences.LONGEST_STALL.toSeconds()),
                Math.toIntExact(start.stallAfter().toSeconds()));
        label(page, TEXTS.get("prefs.seconds"));
        history = spinner(
                page, label(page, TEXTS.get("prefs.history")), 1, Preferences.MOST_HISTORY_DAYS, start.historyDays());
        label(page, TEXTS.get("prefs.days"));
        Label window = label(page, TEXTS.get("prefs.theme"));
        theme = new Combo(page, SWT.READ_ONLY);
        Names.give(theme, window);
        for (ThemeChoice choice : ThemeChoice.values()) {
            theme.add(TEXTS.get("theme." + choice.name()));
        }
        theme.select(start.theme().ordinal());
        GridDataFactory.fillDefaults().span(2, 1).applyTo(theme);
        confirmMany = check(page, TEXTS.get("prefs.confirm.many"), start.confirmMany());
        confirmForce = check(page, TEXTS.get("prefs.confirm.force"), start.confirmForce());
        return area;
    }

    private static Label label(Composite page, String text) {
        Label label = new Label(page, SWT.NONE);
        label.setText(text);
        return label;
    }

    private static Spinner spinner(Composite page, Label label, int least, int most, int value) {
        Spinner spinner = new Spinner(page, SWT.BORDER);
        Names.give(spinner, label);
        spinner.setValues(value, least, most, 0, 1, 10);
        GridDataFactory.fillDefaults().hint(120, SWT.DEFAULT).applyTo(spinner);
        return spinner;
    }

    private static Button check(Composite page, String text, boolean checked) {
        Button button = new Button(page, SWT.CHECK);
        button.setText(text);
        button.setSelection(checked);
        GridDataFactory.fillDefaults().span(3, 1).applyTo(button);
        return button;
    }

    @Override
    protected void okPressed() {
        Duration nextStall = Duration.ofSeconds(stall.getSelection());
        ThemeChoice nextTheme = ThemeChoice.values()[theme.getSelectionIndex()];
        int nextHistory = history.getSelection();
        boolean many = confirmMany.getSelection();
        boolean force = confirmForce.getSelection();
        // what else was chosen meanwhile stays
        answer = p ->
                new Preferences(nextStall, p.columns(), p.order(), p.grouping(), nextTheme, nextHistory, many, force);
        super.okPressed();
    }
}
