package org.jobdeck.ui.welcome;

import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.live.Desk;

/** The ways to a first job, for a window that has jobs already. */
public final class WelcomeDialog extends Dialog {

    private static final Messages TEXTS = Messages.of(WelcomeDialog.class);
    private static final int WIDTH = 620;
    private static final int HEIGHT = 330;

    private final Desk desk;

    private WelcomeDialog(Shell parent, Desk desk) {
        super(parent);
        this.desk = desk;
    }

    /** Shows it, and returns when a way was chosen or none is wanted. */
    public static void open(Shell parent, Desk desk) {
        new WelcomeDialog(parent, desk).open();
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(TEXTS.get("title.dialog"));
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        WelcomePage page = new WelcomePage(area, desk, this::close);
        GridDataFactory.fillDefaults().grab(true, true).hint(WIDTH, HEIGHT).applyTo(page.control());
        return area;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CLOSE_LABEL, false);
    }
}
