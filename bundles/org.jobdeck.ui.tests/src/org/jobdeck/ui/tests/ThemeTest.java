package org.jobdeck.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.TreeItem;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.ui.model.Column;
import org.jobdeck.ui.model.RowKey;
import org.jobdeck.ui.prefs.Settings;
import org.jobdeck.ui.prefs.ThemeChoice;
import org.junit.jupiter.api.Test;

/** Light and dark, as the desktop is or as the user has chosen. */
class ThemeTest {

    private static final int DARK = 80;
    private static final int BRIGHT = 200;

    private final FakeSource source = new FakeSource();

    private RunningApp open(ThemeChoice theme, Consumer<Display> desktop) throws Exception {
        source.put(Sample.job(1, "one", JobStatus.RUNNING, 40).snapshot());
        Settings settings = Settings.forgotten();
        settings.change(p -> p.with(theme));
        RunningApp app = new RunningApp(Sample.workspace(source).with(settings), desktop);
        app.until("the job", () -> app.desk().model().jobCount() == 1);
        app.until("its row", () -> app.tree().getItemCount() == 1);
        return app;
    }

    private static void choose(RunningApp app, ThemeChoice theme) {
        app.onUi(() -> {
            app.desk().settings().change(p -> p.with(theme));
            return null;
        });
    }

    /** Has GTK draw as a desktop that is dark, or as one that is not. */
    private static void preferDark(Display display, boolean dark) {
        try {
            Class.forName("org.eclipse.swt.internal.gtk.OS", true, Display.class.getClassLoader())
                    .getMethod("setDarkThemePreferred", boolean.class)
                    .invoke(null, dark);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
        while (dark != brightness(display.getSystemColor(SWT.COLOR_LIST_BACKGROUND)) < DARK) {
            if (!display.readAndDispatch()) {
                display.sleep();
            }
        }
    }

    private static int brightness(Color color) {
        return brightness(color.getRGB());
    }

    private static int brightness(RGB color) {
        return (299 * color.red + 587 * color.green + 114 * color.blue) / 1000;
    }

    /** How bright a control is as it is on the screen: what most of it is painted with. */
    private static int onScreen(Control control) {
        Rectangle area = ((Composite) control).getClientArea();
        Point corner = control.toDisplay(0, 0);
        Image image = new Image(control.getDisplay(), area.width, area.height);
        GC gc = new GC(control.getDisplay());
        gc.copyArea(image, corner.x, corner.y);
        gc.dispose();
        ImageData data = image.getImageData();
        image.dispose();
        List<Integer> seen = new ArrayList<>();
        for (int y = 0; y < data.height; y += 4) {
            for (int x = 0; x < data.width; x += 4) {
                seen.add(brightness(data.palette.getRGB(data.getPixel(x, y))));
            }
        }
        seen.sort(Integer::compare);
        return seen.get(seen.size() / 2);
    }

    private static void untilDark(RunningApp app) throws Exception {
        app.until("a dark tree", () -> onScreen(app.tree()) < DARK);
        app.until("a tree that says so", () -> brightness(app.tree().getBackground()) < DARK);
        app.until("bright text", () -> brightness(app.tree().getForeground()) > BRIGHT);
        app.until("dark surroundings of all texts", () -> allTextsBlend(app));
    }

    private static void untilLight(RunningApp app) throws Exception {
        app.until("a light tree", () -> onScreen(app.tree()) > BRIGHT);
        app.until("a tree that says so", () -> brightness(app.tree().getBackground()) > BRIGHT);
        app.until("dark text", () -> brightness(app.tree().getForeground()) < DARK);
        app.until("light surroundings of all texts", () -> allTextsBlend(app));
    }

    /** Whether what is around each text, or the background of lists, is its own. */
    private static boolean blends(Text text) {
        RGB own = text.getBackground().getRGB();
        RGB list = text.getDisplay().getSystemColor(SWT.COLOR_LIST_BACKGROUND).getRGB();
        return own.equals(text.getParent().getBackground().getRGB()) || own.equals(list);
    }

    private static boolean allTextsBlend(RunningApp app) {
        return Dialogs.all(app.shell()).stream()
                .filter(Text.class::isInstance)
                .map(Text.class::cast)
                .allMatch(ThemeTest::blends);
    }

    /** What stands out most of the text of a job's row, as on the screen: its distance from the background. */
    private static int strength(RunningApp app, int job) {
        TreeItem row = app.tree().getItem(0).getItem(job);
        Rectangle text = row.getTextBounds(0);
        Point corner = app.tree().toDisplay(text.x, text.y);
        Image image = new Image(app.display(), text.width, text.height);
        GC gc = new GC(app.display());
        gc.copyArea(image, corner.x, corner.y);
        gc.dispose();
        ImageData data = image.getImageData();
        image.dispose();
        int background = brightness(app.tree().getBackground());
        int most = 0;
        for (int y = 0; y < data.height; y++) {
            for (int x = 0; x < data.width; x++) {
                int seen = brightness(data.palette.getRGB(data.getPixel(x, y)));
                most = Math.max(most, Math.abs(seen - background));
            }
        }
        return most;
    }

    @Test
    void theTextOfAJobThatIsThereNoMoreStepsBack() throws Exception {
        FakeSource jobs = new FakeSource();
        Sample gone = Sample.job(1, "gone", JobStatus.RUNNING, 40);
        jobs.put(gone.snapshot(), Sample.job(2, "here", JobStatus.RUNNING, 40).snapshot());
        try (RunningApp app = new RunningApp(Sample.workspace(jobs))) {
            Look look = new Look(app);
            app.until("two jobs", () -> app.desk().model().jobCount() == 2);
            jobs.remove(gone.snapshot().key());
            app.until("the end of one", () -> look.ofJob(0, 0, Column.STATE).startsWith("Ended"));
            for (ThemeChoice theme : List.of(ThemeChoice.LIGHT, ThemeChoice.DARK)) {
                choose(app, theme);
                app.until("two strengths of text", () -> {
                    int faint = strength(app, 0);
                    int full = strength(app, 1);
                    return full > 150 && faint > full / 2 && faint < full * 3 / 4;
                });
            }
        }
    }

    @Test
    void theThemeFollowsTheChoiceAtOnce() throws Exception {
        try (RunningApp app = open(ThemeChoice.SYSTEM, display -> {})) {
            app.bring("Charts");
            app.onUi(() -> {
                RowKey job = app.desk().model().allJobs().iterator().next().rowKey();
                app.desk().selection().set(List.of(job));
                return null;
            });
            untilLight(app);
            choose(app, ThemeChoice.DARK);
            untilDark(app);
            choose(app, ThemeChoice.LIGHT);
            untilLight(app);
            choose(app, ThemeChoice.DARK);
            untilDark(app);
            choose(app, ThemeChoice.SYSTEM);
            untilLight(app);
        }
    }

    @Test
    void aDarkWindowOpensOnALightDesktop() throws Exception {
        try (RunningApp app = open(ThemeChoice.DARK, display -> {})) {
            untilDark(app);
        }
        try (RunningApp next = open(ThemeChoice.SYSTEM, display -> {})) {
            untilLight(next);
        }
    }

    @Test
    void aLightWindowOpensOnADarkDesktop() throws Exception {
        try (RunningApp app = open(ThemeChoice.LIGHT, display -> preferDark(display, true))) {
            untilLight(app);
            choose(app, ThemeChoice.SYSTEM);
            untilDark(app);
            app.onUi(() -> {
                preferDark(app.display(), false);
                return null;
            });
            untilLight(app);
        }
    }

    @Test
    void marksHaveTheColoursOfTheTheme() throws Exception {
        try (RunningApp app = open(ThemeChoice.SYSTEM, display -> {})) {
            untilLight(app);
            RGB onLight = mark(app);
            choose(app, ThemeChoice.DARK);
            untilDark(app);
            app.until("another mark", () -> !markNow(app).equals(onLight));
            choose(app, ThemeChoice.SYSTEM);
            untilLight(app);
            app.until("the same mark", () -> markNow(app).equals(onLight));
            assertEquals(onLight, mark(app));
        }
    }

    private static RGB mark(RunningApp app) {
        return app.onUi(() -> markNow(app));
    }

    /** The colour in the middle of the mark of the first job. */
    private static RGB markNow(RunningApp app) {
        ImageData data = app.tree().getItem(0).getItem(0).getImage(0).getImageData();
        return data.palette.getRGB(data.getPixel(data.width / 2, data.height / 2));
    }
}
