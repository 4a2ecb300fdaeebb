package org.jobdeck.ui.help;

import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.jobdeck.ui.widgets.PlainText;

/** A text to read, and to copy from. */
final class HelpDialog extends Dialog {

    private static final int WIDTH = 620;
    private static final int HEIGHT = 380;

    private final String title;
    private final String text;

    HelpDialog(Shell parent, String title, String text) {
        super(parent);
        this.title = title;
        this.text = text;
    }

    @Override
    protected boolean isResizable() {
        return true;
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(title);
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        Text field = PlainText.make(area, SWT.MULTI | SWT.WRAP | SWT.V_SCROLL, title);
        field.setText(text);
        GridDataFactory.fillDefaults().grab(true, true).hint(WIDTH, HEIGHT).applyTo(field);
        return area;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.OK_ID, IDialogConstants.CLOSE_LABEL, true);
    }
}
