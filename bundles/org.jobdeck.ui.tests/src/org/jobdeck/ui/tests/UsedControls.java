package org.jobdeck.ui.tests;

import java.util.Arrays;
import java.util.List;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.swt.widgets.Tree;

/** The controls that a user does something with, or reads at leisure; on the thread of the display. */
final class UsedControls {

    private UsedControls() {}

    /** Those that can be seen and used now. */
    static List<Control> in(Composite parent) {
        return Dialogs.all(parent).stream()
                .filter(control -> control.isVisible() && control.isEnabled() && hasRoom(control))
                .filter(UsedControls::isUsed)
                .toList();
    }

    /** A control that a sash form has put aside is visible, but has no size. */
    private static boolean hasRoom(Control control) {
        return control.getSize().x > 0 && control.getSize().y > 0;
    }

    private static boolean isUsed(Control control) {
        return switch (control) {
            case Text text -> text.getEditable() || !text.getText().isEmpty();
            // of radio buttons the keyboard comes to the chosen one, and goes on with arrows
            case Button button -> (button.getStyle() & SWT.RADIO) == 0 || button.getSelection();
            case ToolBar bar -> Arrays.stream(bar.getItems()).anyMatch(ToolItem::isEnabled);
            case Tree _, Table _, Combo _, Spinner _, Link _, StyledText _, CTabFolder _ -> true;
            case Canvas canvas -> canvas.isListening(SWT.KeyDown);
            default -> false;
        };
    }

    /** What a test says of a control. */
    static String name(Control control) {
        String data = String.valueOf(control.getData("org.jobdeck.ui.field"));
        String message = control instanceof Text text ? text.getMessage() + "|" + text.getText() : "";
        String text = message.replace('\n', ' ');
        return control + "[" + data + "|" + text.substring(0, Math.min(text.length(), 40)) + "]";
    }
}
