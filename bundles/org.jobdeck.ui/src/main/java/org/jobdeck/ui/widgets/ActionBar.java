package org.jobdeck.ui.widgets;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;

/** A row of small buttons and check boxes at the top of a part. */
public final class ActionBar {

    private final Composite row;

    /** An empty row. */
    public ActionBar(Composite parent) {
        row = new Composite(parent, SWT.NONE);
        RowLayout layout = new RowLayout(SWT.HORIZONTAL);
        layout.wrap = false;
        layout.center = true;
        layout.spacing = 6;
        layout.marginTop = 1;
        layout.marginBottom = 1;
        row.setLayout(layout);
    }

    /** The widget. */
    public Composite control() {
        return row;
    }

    /** Adds a button that does something. */
    public Button push(String text, String tip, Runnable act) {
        return add(SWT.PUSH, text, tip, act);
    }

    /** Adds a box that something can be switched on with. */
    public Button check(String text, String tip, Runnable act) {
        return add(SWT.CHECK, text, tip, act);
    }

    private Button add(int style, String text, String tip, Runnable act) {
        Button button = new Button(row, style);
        button.setText(text);
        button.setToolTipText(tip);
        button.addListener(SWT.Selection, e -> act.run());
        return button;
    }
}
