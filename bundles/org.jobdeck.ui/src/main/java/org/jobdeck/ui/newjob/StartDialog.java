package org.jobdeck.ui.newjob;

import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.wizard.IWizard;
import org.eclipse.jface.wizard.WizardDialog;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.widgets.Names;

/** The wizard's window, whose last button says what it does. */
final class StartDialog extends WizardDialog {

    private static final Messages TEXTS = Messages.of(StartDialog.class);

    StartDialog(Shell parent, IWizard wizard) {
        super(parent, wizard);
    }

    @Override
    protected Control createContents(Composite parent) {
        Control contents = super.createContents(parent);
        Names.giveToMessage(contents);
        return contents;
    }

    @Override
    protected Button createButton(Composite parent, int id, String label, boolean isDefault) {
        return super.createButton(
                parent, id, id == IDialogConstants.FINISH_ID ? TEXTS.get("button.start") : label, isDefault);
    }
}
