package org.jobdeck.ui.widgets;

import java.util.Optional;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.model.Speeds;

/** Asks for a speed limit: a number and a unit. */
public final class SpeedDialog extends TitleAreaDialog {

    private static final Messages TEXTS = Messages.of(SpeedDialog.class);

    private final String whom;
    private final long start;
    private Text number;
    private Combo unit;
    private Long answer;

    /**
     * A dialog that is not open yet.
     *
     * @param whom whose limit it is, as in "‘backup0’" or "3 jobs"
     * @param start the limit to begin with, in bytes a second
     */
    public SpeedDialog(Shell parent, String whom, long start) {
        super(parent);
        this.whom = whom;
        this.start = start;
        setHelpAvailable(false);
    }

    /** Opens it and waits for the user: the limit in bytes a second, or empty if there is to be no change. */
    public Optional<Long> ask() {
        return open() == OK ? Optional.ofNullable(answer) : Optional.empty();
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(TEXTS.get("speed.title"));
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        setTitle(TEXTS.format("speed.for", whom));
        setMessage(TEXTS.get("speed.text"));
        Composite row = new Composite(area, SWT.NONE);
        GridLayoutFactory.swtDefaults().numColumns(3).margins(12, 12).applyTo(row);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(row);
        new Label(row, SWT.NONE).setText(TEXTS.get("speed.most"));
        Speeds.Unit startUnit = Speeds.unitFor(start);
        number = new Text(row, SWT.BORDER | SWT.RIGHT);
        number.setText(Speeds.format(start, startUnit));
        number.selectAll();
        GridDataFactory.fillDefaults().grab(true, false).hint(140, SWT.DEFAULT).applyTo(number);
        unit = new Combo(row, SWT.READ_ONLY);
        for (Speeds.Unit each : Speeds.Unit.values()) {
            unit.add(each.label());
        }
        unit.select(startUnit.ordinal());
        number.addModifyListener(e -> check());
        return area;
    }

    @Override
    protected void okPressed() {
        answer = read().orElse(null);
        super.okPressed();
    }

    private Optional<Long> read() {
        return Speeds.parse(number.getText(), Speeds.Unit.values()[unit.getSelectionIndex()]);
    }

    private void check() {
        boolean good = read().isPresent();
        setErrorMessage(good ? null : TEXTS.format("speed.wrong", number.getText()));
        getButton(IDialogConstants.OK_ID).setEnabled(good);
    }
}
