package org.jobdeck.ui.widgets;

import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/** Where the keyboard is. */
public final class Keyboard {

    private Keyboard() {}

    /**
     * Whether it is somewhere in there.
     *
     * <p>A part that becomes active is asked to take the keyboard, also when Tab or the mouse has just led to one of its
     * controls: it must leave it there, or that control cannot be reached.
     */
    public static boolean isIn(Composite place) {
        Control control = place.getDisplay().getFocusControl();
        while (control != null && control != place) {
            control = control.getParent();
        }
        return control == place;
    }
}
