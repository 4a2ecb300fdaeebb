package org.jobdeck.ui.widgets;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** What an empty place says: a title, and below it what to do. */
public final class Hint {

    /** The class that style sheets know secondary texts by. */
    public static final String CSS_SECONDARY = "JobdeckSecondary";

    private static final String CSS_CLASS = "org.eclipse.e4.ui.css.CssClassName";

    private final Composite composite;
    private final Label title;
    private final Label text;

    /** An empty hint. */
    public Hint(Composite parent) {
        composite = new Composite(parent, SWT.NONE);
        GridLayoutFactory.swtDefaults().margins(24, 24).spacing(0, 8).applyTo(composite);
        title = new Label(composite, SWT.CENTER);
        Font large = FontDescriptor.createFrom(title.getFont())
                .increaseHeight(4)
                .setStyle(SWT.BOLD)
                .createFont(title.getDisplay());
        title.setFont(large);
        title.addListener(SWT.Dispose, e -> large.dispose());
        GridDataFactory.fillDefaults()
                .align(SWT.CENTER, SWT.END)
                .grab(true, true)
                .applyTo(title);
        text = new Label(composite, SWT.CENTER | SWT.WRAP);
        secondary(text);
        GridDataFactory.fillDefaults()
                .align(SWT.CENTER, SWT.BEGINNING)
                .grab(true, true)
                .applyTo(text);
    }

    /** The widget. */
    public Composite control() {
        return composite;
    }

    /** Says something else. */
    public void say(String nextTitle, String nextText) {
        if (!title.getText().equals(nextTitle) || !text.getText().equals(nextText)) {
            title.setText(nextTitle);
            text.setText(nextText);
            composite.layout(true);
        }
    }

    /** Marks a label as secondary for the style sheets. */
    public static void secondary(Label label) {
        label.setData(CSS_CLASS, CSS_SECONDARY);
    }
}
