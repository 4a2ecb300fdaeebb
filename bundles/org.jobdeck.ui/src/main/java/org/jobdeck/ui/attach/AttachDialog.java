package org.jobdeck.ui.attach;

import java.util.List;
import java.util.function.Supplier;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.jobdeck.qmp.client.QmpAddress;
import org.jobdeck.source.discovery.FoundMonitor;
import org.jobdeck.ui.help.HelpTopic;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.widgets.Hint;
import org.jobdeck.ui.widgets.Names;

/** Asks for the monitor of a running QEMU: offers those that were found, and takes an address. */
public final class AttachDialog extends TitleAreaDialog {

    private static final Messages TEXTS = Messages.of(AttachDialog.class);
    private static final int WIDTH = 660;

    private final Supplier<List<FoundMonitor>> discovery;
    private Text text;
    private Label counts;
    private FoundTable found;
    private QmpAddress answer;

    private AttachDialog(Shell parent, Desk desk) {
        super(parent);
        this.discovery = desk.discovery();
        setHelpAvailable(false);
    }

    /** Opens the dialog, and attaches to what the user has chosen, if anything. */
    public static void open(Shell parent, Desk desk) {
        AttachDialog dialog = new AttachDialog(parent, desk);
        if (dialog.open() == OK && dialog.answer != null) {
            desk.attachments().attach(dialog.answer);
        }
    }

    @Override
    protected boolean isResizable() {
        return true;
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(TEXTS.get("title.window"));
    }

    @Override
    protected Control createContents(Composite parent) {
        Control contents = super.createContents(parent);
        Names.giveToMessage(contents);
        return contents;
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        setTitle(TEXTS.get("title"));
        setMessage(TEXTS.get("message"));
        Composite page = new Composite(area, SWT.NONE);
        GridLayoutFactory.swtDefaults().margins(12, 12).spacing(8, 8).applyTo(page);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(page);
        addFound(page);
        addAddress(page);
        Label note = new Label(page, SWT.WRAP);
        note.setText(TEXTS.get("note"));
        Hint.secondary(note);
        GridDataFactory.fillDefaults()
                .hint(WIDTH, SWT.DEFAULT)
                .grab(true, false)
                .applyTo(note);
        found.search();
        text.setFocus();
        return area;
    }

    private void addFound(Composite page) {
        found = new FoundTable(
                page,
                discovery,
                monitor -> text.setText(monitor.map(m -> m.address().toString()).orElse("")),
                this::okPressed,
                this::count);
        Composite below = new Composite(page, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).applyTo(below);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(below);
        counts = new Label(below, SWT.NONE);
        GridDataFactory.fillDefaults()
                .grab(true, false)
                .align(SWT.FILL, SWT.CENTER)
                .applyTo(counts);
        Button again = new Button(below, SWT.PUSH);
        again.setText(TEXTS.get("again"));
        again.addListener(SWT.Selection, e -> found.search());
    }

    private void count(String said) {
        if (counts != null) {
            counts.setText(said);
        }
    }

    private void addAddress(Composite page) {
        Composite line = new Composite(page, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).applyTo(line);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(line);
        Label label = new Label(line, SWT.NONE);
        label.setText(TEXTS.get("address"));
        text = new Text(line, SWT.BORDER);
        Names.give(text, label);
        text.setMessage(TEXTS.get("address.form"));
        text.setData("org.jobdeck.ui.field", "address");
        GridDataFactory.fillDefaults().grab(true, false).applyTo(text);
        text.addModifyListener(e -> check());
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        Button help = createButton(parent, IDialogConstants.HELP_ID, TEXTS.get("second"), false);
        setButtonLayoutData(help);
        createButton(parent, IDialogConstants.OK_ID, TEXTS.get("attach"), true).setEnabled(false);
        createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, false);
    }

    @Override
    protected void buttonPressed(int button) {
        if (button == IDialogConstants.HELP_ID) {
            HelpTopic.MONITOR.show(getShell());
        } else {
            super.buttonPressed(button);
        }
    }

    private void check() {
        String complaint = null;
        try {
            answer = QmpAddress.parse(text.getText().strip());
        } catch (IllegalArgumentException e) {
            answer = null;
            complaint = text.getText().isBlank() ? null : e.getMessage();
        }
        setErrorMessage(complaint);
        getButton(IDialogConstants.OK_ID).setEnabled(answer != null);
    }
}
