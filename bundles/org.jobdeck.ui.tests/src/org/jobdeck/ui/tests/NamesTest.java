package org.jobdeck.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.accessibility.Accessible;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.accessibility.AccessibleListener;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.Widget;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever can be used has a name that a screen reader can say. */
class NamesTest {

    private static final String WIZARD = "New job";

    @TempDir
    static Path directory;

    private static ManyControls window;
    private static RunningApp app;
    private static WindowMenu menu;

    @BeforeAll
    static void open() throws Exception {
        window = new ManyControls(directory);
        app = window.app();
        menu = new WindowMenu(app);
    }

    @AfterAll
    static void close() throws Exception {
        window.close();
    }

    /** The name that the control was given, as the toolkit asks for it; SWT has no way to ask from outside. */
    private static String given(Control control) {
        AccessibleEvent event = new AccessibleEvent(control);
        event.childID = ACC.CHILDID_SELF;
        try {
            Field listeners = Accessible.class.getDeclaredField("accessibleListeners");
            listeners.setAccessible(true);
            if (listeners.get(control.getAccessible()) instanceof List<?> all) {
                all.forEach(each -> ((AccessibleListener) each).getName(event));
            }
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
        return event.result == null ? "" : event.result;
    }

    /** The name that GTK tells of a widget of its own: it does not ask SWT, nor follow SWT's relations to labels. */
    private static String told(Control control) {
        try {
            ClassLoader swt = Control.class.getClassLoader();
            long handle = Widget.class.getField("handle").getLong(control);
            Object accessible = Class.forName("org.eclipse.swt.internal.gtk3.GTK3", true, swt)
                    .getMethod("gtk_widget_get_accessible", long.class)
                    .invoke(null, handle);
            long[] text = new long[1];
            Class.forName("org.eclipse.swt.internal.gtk.OS", true, swt)
                    .getMethod("g_object_get", long.class, byte[].class, long[].class, long.class)
                    .invoke(null, accessible, "accessible-name\0".getBytes(StandardCharsets.UTF_8), text, 0L);
            return text[0] == 0
                    ? ""
                    : (String) Class.forName("org.eclipse.swt.internal.Converter", true, swt)
                            .getMethod("cCharPtrToJavaString", long.class, boolean.class)
                            .invoke(null, text[0], true);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isNamed(Control control) {
        return switch (control) {
            case Button button when !button.getText().isEmpty() -> true;
            case Link link -> !link.getText().isEmpty();
            case ToolBar bar ->
                Arrays.stream(bar.getItems())
                        .allMatch(item -> (item.getStyle() & SWT.SEPARATOR) != 0
                                || !item.getText().isEmpty());
            case CTabFolder tabs ->
                Arrays.stream(tabs.getItems()).map(CTabItem::getText).noneMatch(String::isEmpty);
            case Tree _, Table _, Text _, Combo _, Spinner _, Button _ ->
                !told(control).isEmpty();
            default -> !given(control).isEmpty();
        };
    }

    private static List<String> nameless(String where, Composite place) {
        return app.onUi(() -> UsedControls.in(place).stream()
                .filter(control -> !isNamed(control))
                .map(control -> where + ": " + UsedControls.name(control))
                .toList());
    }

    private static Shell dialog(String title) {
        return app.onUi(() -> app.dialog(title).orElseThrow());
    }

    @Test
    void everythingInTheWindowHasAName() throws Exception {
        List<String> nameless = new ArrayList<>();
        for (String part : ManyControls.PARTS) {
            window.show("three", part);
            nameless.addAll(nameless(part, app.onUi(app::shell)));
        }
        assertEquals(List.of(), nameless);
    }

    @Test
    void everythingInTheDialogsHasAName() throws Exception {
        List<String> nameless = new ArrayList<>();
        String[][] dialogs = {
            {"File", "Attach to QEMU…", "Attach to QEMU"},
            {"File", "Preferences…", "Preferences"},
            {"Help", "Keys…", "Keys"},
            {"Help", "Jobs in short…", "Jobs in short"},
            {"Help", "Ways to a first job…", "Ways to a first job"}
        };
        for (String[] each : dialogs) {
            menu.open(each[0], each[1], each[2]);
            app.frames(5);
            nameless.addAll(nameless(each[2], dialog(each[2])));
            menu.close(each[2]);
        }
        assertEquals(List.of(), nameless);
    }

    @Test
    void everythingInTheWizardHasAName() throws Exception {
        List<String> nameless = new ArrayList<>();
        Dialogs dialogs = new Dialogs(app);
        for (String kind : List.of("Mirror", "Create", "Backups of")) {
            menu.open("File", "New job…", WIZARD);
            dialogs.choose(WIZARD, "source", "unix:" + directory.resolve("a"));
            dialogs.press(WIZARD, kind);
            nameless.addAll(nameless("kinds", dialog(WIZARD)));
            dialogs.press(WIZARD, "Next");
            app.until("the options", () -> dialogs.button(WIZARD, "Dismiss").isPresent());
            app.onUi(() -> {
                dialogs.control(WIZARD, Button.class, b -> b.getText().contains("more"))
                        .ifPresent(Dialogs::press);
                return null;
            });
            app.frames(4);
            nameless.addAll(nameless(kind, dialog(WIZARD)));
            menu.close(WIZARD);
        }
        assertEquals(List.of(), nameless);
    }

    @Test
    void theQuestionForASpeedHasNames() throws Exception {
        window.show("one", "Details");
        app.display().asyncExec(() -> app.tree().notifyListeners(SWT.KeyDown, key('l')));
        app.until("the question", () -> app.dialog("Speed limit").isPresent());
        List<String> nameless = nameless("Speed limit", dialog("Speed limit"));
        menu.close("Speed limit");
        assertEquals(List.of(), nameless);
    }

    private static Event key(char character) {
        Event event = new Event();
        event.character = character;
        return event;
    }
}
