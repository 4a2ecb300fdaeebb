package org.jobdeck.ui.widgets;

import java.util.Optional;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.jobdeck.qmp.client.QmpAddress;

/** Asks for the monitor of a running QEMU. */
public final class AttachDialog extends TitleAreaDialog {

    private static final int WIDTH = 420;

    private Text text;
    private QmpAddress answer;

    /** A dialog that is not open yet. */
    public AttachDialog(Shell parent) {
        super(parent);
        setHelpAvailable(false);
    }

    /** Opens it and waits for the user: the address, or empty if there is to be none. */
    public Optional<QmpAddress> ask() {
        return open() == OK ? Optional.ofNullable(answer) : Optional.empty();
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText("Attach to QEMU");
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        setTitle("Attach to a running QEMU");
        setMessage("Its jobs are shown and can be steered here.");
        Composite page = new Composite(area, SWT.NONE);
        GridLayoutFactory.swtDefaults()
                .numColumns(2)
                .margins(12, 12)
                .spacing(8, 10)
                .applyTo(page);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(page);
        new Label(page, SWT.NONE).setText("&Monitor");
        text = new Text(page, SWT.BORDER);
        text.setMessage("unix:/path or tcp:host:port");
        GridDataFactory.fillDefaults()
                .grab(true, false)
                .hint(WIDTH, SWT.DEFAULT)
                .applyTo(text);
        text.addModifyListener(e -> check());
        Label note = new Label(page, SWT.WRAP);
        note.setText("A monitor serves one client: attaching holds it until you detach. One that serves another client,"
                + " such as libvirt, is left alone. A second monitor for Jobdeck is two more options of QEMU:\n"
                + "-chardev socket,id=jobdeck,path=/run/vm1-jobdeck.sock,server=on,wait=off -mon"
                + " chardev=jobdeck,mode=control");
        GridDataFactory.fillDefaults()
                .span(2, 1)
                .hint(WIDTH, SWT.DEFAULT)
                .grab(true, false)
                .applyTo(note);
        return area;
    }

    @Override
    protected Control createButtonBar(Composite parent) {
        Control bar = super.createButtonBar(parent);
        Shell shell = getShell();
        shell.setDefaultButton(getButton(IDialogConstants.OK_ID));
        getButton(IDialogConstants.OK_ID).setText("Attach");
        getButton(IDialogConstants.OK_ID).setEnabled(false);
        return bar;
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
