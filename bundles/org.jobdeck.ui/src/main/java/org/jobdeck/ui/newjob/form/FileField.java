package org.jobdeck.ui.newjob.form;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Text;
import org.jobdeck.job.driver.OptionKind;
import org.jobdeck.job.driver.OptionSpec;
import org.jobdeck.ui.i18n.Messages;

/** The path of a file, with a button that looks for it where the files are those of this machine. */
final class FileField implements Field {

    private static final Messages TEXTS = Messages.of(FileField.class);

    private final Text path;

    FileField(Composite parent, OptionSpec spec, FormContext context) {
        Composite pair = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).spacing(4, 0).applyTo(pair);
        Fields.fill(pair);
        path = Fields.textWidget(pair, spec, context);
        GridDataFactory.fillDefaults()
                .grab(true, false)
                .align(SWT.FILL, SWT.CENTER)
                .span(context.local() ? 1 : 2, 1)
                .applyTo(path);
        if (context.local()) {
            Button browse = new Button(pair, SWT.PUSH);
            browse.setText(TEXTS.get("browse"));
            browse.addListener(SWT.Selection, e -> browse(spec.kind() == OptionKind.FILE));
        } else {
            path.setMessage(TEXTS.get("file.remote"));
        }
    }

    private void browse(boolean toWrite) {
        FileDialog dialog = new FileDialog(path.getShell(), toWrite ? SWT.SAVE : SWT.OPEN);
        // what is there is not overwritten by choosing it: the job says what it does with it
        dialog.setOverwrite(false);
        String chosen = dialog.open();
        if (chosen != null) {
            path.setText(chosen);
        }
    }

    @Override
    public Object value() {
        return path.getText().isBlank() ? null : path.getText().strip();
    }

    @Override
    public void set(Object value) {
        path.setText(value == null ? "" : value.toString());
    }
}
