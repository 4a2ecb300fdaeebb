package org.jobdeck.ui.widgets;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.jobdeck.ui.i18n.Messages;

/** Gives controls without a text of their own a name for screen readers. */
public final class Names {

    private static final Logger LOG = System.getLogger(Names.class.getName());
    private static final Messages TEXTS = Messages.of(Names.class);

    private Names() {}

    /** Has a screen reader call the control by that name. */
    public static void give(Control control, String name) {
        control.getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent event) {
                if (event.childID == ACC.CHILDID_SELF) {
                    event.result = name;
                }
            }
        });
        giveToToolkit(control, name);
    }

    /** Has a screen reader call the control as the label before it does, which GTK relates to it in vain. */
    public static void give(Control control, Label label) {
        give(control, label.getText().replace("&", "").replace(" *", ""));
    }

    /** GTK answers for trees, tables, lists and texts itself, and does not ask SWT. */
    private static void giveToToolkit(Control control, String name) {
        if (Gtk.isUsed()) {
            try {
                Gtk.setAccessibleName(control, name);
            } catch (ReflectiveOperationException e) {
                LOG.log(Level.DEBUG, "A screen reader will not know the name of " + control, e);
            }
        }
    }

    /** Names the message below the title of a dialog, which JFace shows in a text field without a name. */
    public static void giveToMessage(Control dialog) {
        Arrays.stream(((Composite) dialog).getChildren())
                .filter(child -> child instanceof Text && (child.getStyle() & SWT.READ_ONLY) != 0)
                .forEach(message -> give(message, TEXTS.get("dialog.message")));
    }
}
