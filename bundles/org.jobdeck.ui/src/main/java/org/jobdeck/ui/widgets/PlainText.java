package org.jobdeck.ui.widgets;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Text;

/**
 * Texts that look like labels, but can be reached with the keyboard, read aloud and copied from. They are drawn upon what is
 * around them, and stay so when the desktop's theme changes.
 */
public final class PlainText {

    private PlainText() {}

    /**
     * Makes one.
     *
     * @param style more than that it is for reading, such as {@link SWT#WRAP}
     * @param name what a screen reader calls it
     */
    public static Text make(Composite parent, int style, String name) {
        Text text = new Text(parent, SWT.READ_ONLY | style);
        Names.give(text, name);
        Listener blend = event -> text.setBackground(parent.getBackground());
        blend.handleEvent(null);
        Display display = text.getDisplay();
        display.addListener(SWT.Settings, blend);
        text.addListener(SWT.Dispose, e -> display.removeListener(SWT.Settings, blend));
        return text;
    }
}
