package org.jobdeck.ui.newjob.form;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.DirectoryDialog;
import org.eclipse.swt.widgets.Text;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.widgets.Names;

/** The path of a folder, with a button that looks for it where the folders are those of this machine. */
public final class FolderChooser {

    private static final Messages TEXTS = Messages.of(FolderChooser.class);

    private final Text path;

    /** A chooser that fills a cell of a grid. */
    public FolderChooser(Composite parent, FormContext context) {
        Composite pair = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).spacing(4, 0).applyTo(pair);
        Fields.fill(pair);
        path = new Text(pair, SWT.BORDER);
        path.setData(Fields.KEY, "folder");
        Names.give(path, TEXTS.get("folder"));
        path.addModifyListener(e -> context.changed().run());
        GridDataFactory.fillDefaults()
                .grab(true, false)
                .align(SWT.FILL, SWT.CENTER)
                .span(context.local() ? 1 : 2, 1)
                .applyTo(path);
        if (context.local()) {
            Button browse = new Button(pair, SWT.PUSH);
            browse.setText(TEXTS.get("browse"));
            browse.addListener(SWT.Selection, e -> browse());
        } else {
            path.setMessage(TEXTS.get("file.remote"));
        }
    }

    private void browse() {
        DirectoryDialog dialog = new DirectoryDialog(path.getShell());
        dialog.setFilterPath(path.getText());
        String chosen = dialog.open();
        if (chosen != null) {
            path.setText(chosen);
        }
    }

    /** The path as it was written; empty if nothing was. */
    public String value() {
        return path.getText().strip();
    }

    /** Shows a path. */
    public void set(String value) {
        path.setText(value);
    }
}
