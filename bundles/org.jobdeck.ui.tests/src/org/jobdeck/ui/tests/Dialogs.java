package org.jobdeck.ui.tests;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** The dialogs of a running window, driven by what their controls say or are for. */
final class Dialogs {

    private static final String FIELD = "org.jobdeck.ui.field";
    private static final String VALUES = "org.jobdeck.ui.values";

    private final RunningApp app;

    Dialogs(RunningApp app) {
        this.app = app;
    }

    /** Waits until a dialog of that title is there. */
    void await(String title) throws Exception {
        app.until("the dialog " + title, () -> find(title).isPresent());
    }

    /** Waits until there is none. */
    void awaitClosed(String title) throws Exception {
        app.until("that " + title + " is closed", () -> find(title).isEmpty());
    }

    // on the thread of the display

    Optional<Shell> find(String title) {
        return Arrays.stream(app.display().getShells())
                .filter(shell -> shell.getText().equals(title) && shell.isVisible())
                .findFirst();
    }

    /** The control that is for something; in the main window where the title is its. */
    <T extends Control> Optional<T> field(String title, Class<T> type, String name) {
        return control(title, type, control -> name.equals(control.getData(FIELD)));
    }

    /** The button that begins with that text, mnemonics apart. */
    Optional<Button> button(String title, String text) {
        return control(
                title,
                Button.class,
                button ->
                        button.isVisible() && button.getText().replace("&", "").startsWith(text));
    }

    <T extends Control> Optional<T> control(String title, Class<T> type, Predicate<T> wanted) {
        return find(title).stream()
                .flatMap(shell -> all(shell).stream())
                .filter(type::isInstance)
                .map(type::cast)
                .filter(wanted)
                .findFirst();
    }

    static List<Control> all(Composite parent) {
        List<Control> controls = new ArrayList<>();
        for (Control child : parent.getChildren()) {
            controls.add(child);
            if (child instanceof Composite inner) {
                controls.addAll(all(inner));
            }
        }
        return controls;
    }

    // from the test's thread

    /** Waits until the button can be pressed, and presses it. */
    void press(String title, String text) throws Exception {
        app.until(
                "the button " + text,
                () -> button(title, text).filter(Button::isEnabled).isPresent());
        app.onUi(() -> {
            press(button(title, text).orElseThrow());
            return null;
        });
    }

    /** Presses a button as the mouse does; the rest happens later, for a dialog may open that comes back only when closed. */
    static void press(Button button) {
        boolean radio = (button.getStyle() & SWT.RADIO) != 0;
        for (Control other : button.getParent().getChildren()) {
            if (radio && other instanceof Button rival && rival != button && (rival.getStyle() & SWT.RADIO) != 0) {
                rival.setSelection(false);
            }
        }
        if ((button.getStyle() & (SWT.RADIO | SWT.CHECK | SWT.TOGGLE)) != 0) {
            button.setSelection(radio || !button.getSelection());
        }
        Display display = button.getDisplay();
        display.asyncExec(() -> {
            if (!button.isDisposed()) {
                button.notifyListeners(SWT.Selection, new Event());
            }
        });
    }

    void write(String title, String field, String text) throws Exception {
        app.until("the field " + field, () -> field(title, Text.class, field).isPresent());
        app.onUi(() -> {
            field(title, Text.class, field).orElseThrow().setText(text);
            return null;
        });
    }

    /** Chooses the entry of a list that stands for a value. */
    void choose(String title, String field, String value) throws Exception {
        app.until("the list " + field, () -> field(title, Combo.class, field).isPresent());
        app.onUi(() -> {
            Combo combo = field(title, Combo.class, field).orElseThrow();
            int index = combo.getData(VALUES) instanceof List<?> values ? values.indexOf(value) : combo.indexOf(value);
            combo.select(index);
            combo.notifyListeners(SWT.Selection, new Event());
            return null;
        });
    }

    /** What stands in a text field. */
    String read(String title, String field) {
        return app.onUi(() -> field(title, Text.class, field).map(Text::getText).orElse(""));
    }
}
