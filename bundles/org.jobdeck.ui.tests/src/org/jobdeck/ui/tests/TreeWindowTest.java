package org.jobdeck.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TreeItem;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.source.VerbOutcome;
import org.jobdeck.source.VerbRequest;
import org.jobdeck.ui.model.Column;
import org.jobdeck.ui.model.Grouping;
import org.jobdeck.ui.prefs.Settings;
import org.junit.jupiter.api.Test;

/** Arranges the tree of the running window as a user does, and finds it so at the next start. */
class TreeWindowTest {

    /** Keeps in memory what a file would keep. */
    private static final class Memory implements Settings.Keeper {

        private Map<String, String> values = Map.of();

        @Override
        public Map<String, String> read() {
            return values;
        }

        @Override
        public void write(Map<String, String> next) {
            values = new TreeMap<>(next);
        }
    }

    private final Memory preferences = new Memory();
    private final Memory layout = new Memory();
    private final FakeSource source = new FakeSource();

    private RunningApp open() throws Exception {
        return new RunningApp(Sample.workspace(source).with(Settings.kept(preferences, layout, Runnable::run)));
    }

    private RunningApp openWith(Sample... samples) throws Exception {
        RunningApp app = open();
        source.put(Arrays.stream(samples).map(Sample::snapshot).toArray(JobSnapshot[]::new));
        app.until(
                "the jobs",
                () -> app.desk().model().jobCount() == samples.length
                        && app.tree().isVisible());
        app.frames(1);
        return app;
    }

    private static List<String> column(RunningApp app, Column column) {
        return app.onUi(() -> {
            List<String> texts = new ArrayList<>();
            collect(app.tree().getItems(), column, texts);
            return texts;
        });
    }

    private static void collect(TreeItem[] items, Column column, List<String> texts) {
        for (TreeItem item : items) {
            texts.add(item.getText(column.ordinal()));
            if (item.getExpanded()) {
                collect(item.getItems(), column, texts);
            }
        }
    }

    /** Chooses an item of the menu bar, as in "View", "Columns", "Error". */
    private static void choose(RunningApp app, String... path) {
        app.onUi(() -> {
            Menu menu = app.shell().getMenuBar();
            MenuItem item = null;
            for (String text : path) {
                item = Arrays.stream(menu.getItems())
                        .filter(i -> i.getText().replace("&", "").split("\t")[0].equals(text))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no item " + text));
                menu = item.getMenu();
                if (menu != null) {
                    menu.notifyListeners(SWT.Show, new Event());
                }
            }
            Event event = new Event();
            event.widget = item;
            item.notifyListeners(SWT.Selection, event);
            return null;
        });
    }

    private static Control find(Composite parent, Class<? extends Control> type, String text) {
        for (Control child : parent.getChildren()) {
            if (type.isInstance(child)
                    && (!(child instanceof Button b) || b.getText().equals(text))) {
                return child;
            }
            if (child instanceof Composite composite) {
                Control found = find(composite, type, text);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static Shell dialog(RunningApp app, String title) {
        return Arrays.stream(app.display().getShells())
                .filter(shell -> shell.getText().equals(title) && shell.isVisible())
                .findFirst()
                .orElse(null);
    }

    private FakeSource.Asked nextVerb() throws Exception {
        FakeSource.Asked asked = source.verbs.poll(10, TimeUnit.SECONDS);
        assertNotNull(asked, "the verb has not reached the source");
        return asked;
    }

    private static void selectAll(RunningApp app) {
        app.onUi(() -> {
            app.tree().setSelection(app.tree().getItem(0).getItems());
            app.tree().notifyListeners(SWT.Selection, new Event());
            return null;
        });
    }

    @Test
    void aColumnThatIsChosenIsShownAndFoundAgain() throws Exception {
        int error = Column.ERROR.ordinal();
        try (RunningApp app =
                openWith(Sample.job(1, "alpha", JobStatus.RUNNING, 40).failed("No space left on device"))) {
            assertEquals(0, app.onUi(() -> app.tree().getColumn(error).getWidth()));
            choose(app, "View", "Columns", "Error");
            app.until("the column", () -> app.tree().getColumn(error).getWidth() > 0);
            assertEquals(
                    "No space left on device",
                    app.onUi(() -> app.tree().getItem(0).getItem(0).getText(error)));
            choose(app, "View", "Columns", "Type");
            app.until(
                    "no type", () -> app.tree().getColumn(Column.TYPE.ordinal()).getWidth() == 0);
            app.onUi(() -> {
                int[] order = app.tree().getColumnOrder();
                int first = order[1];
                order[1] = order[2];
                order[2] = first;
                app.tree().setColumnOrder(order);
                app.tree().getColumn(Column.STATE.ordinal()).setWidth(222);
                app.tree().getColumn(Column.JOB.ordinal()).notifyListeners(SWT.Selection, new Event());
                return null;
            });
            app.until(
                    "the width",
                    () -> app.desk()
                                    .settings()
                                    .preferences()
                                    .columns()
                                    .of(Column.STATE)
                                    .width()
                            == 222);
        }
        try (RunningApp app = open()) {
            assertTrue(app.onUi(() -> app.tree().getColumn(error).getWidth()) > 0);
            assertEquals(
                    0,
                    app.onUi(() -> app.tree().getColumn(Column.TYPE.ordinal()).getWidth()));
            assertEquals(
                    222,
                    app.onUi(() -> app.tree().getColumn(Column.STATE.ordinal()).getWidth()));
            assertEquals(Column.STATE.ordinal(), app.onUi(() -> app.tree().getColumnOrder()[1]));
            assertEquals("Job", app.onUi(() -> app.tree().getSortColumn().getText()));
        }
    }

    @Test
    void theTreeIsGroupedByAKeyAndByAMenu() throws Exception {
        try (RunningApp app = openWith(
                Sample.job(1, "alpha", JobStatus.RUNNING, 40),
                Sample.job(2, "beta", JobStatus.PENDING, 100),
                Sample.job(3, "gamma", JobStatus.RUNNING, 10))) {
            choose(app, "View", "Group by", "State");
            app.until("the states", () -> app.tree().getItem(0).getText().equals("Pending"));
            assertEquals(List.of("Pending", "beta", "Running", "alpha", "gamma"), column(app, Column.JOB));
            app.onUi(() -> {
                app.tree().setSelection(app.tree().getItem(1).getItem(0));
                app.tree().notifyListeners(SWT.Selection, new Event());
                return app.tree().setFocus();
            });
            source.put(Sample.job(1, "alpha", JobStatus.PENDING, 100).snapshot());
            app.until("alpha's move", () -> app.tree().getItem(0).getItemCount() == 2);
            assertEquals(List.of("Pending", "alpha", "beta", "Running", "gamma"), column(app, Column.JOB));
            assertEquals("alpha", app.onUi(() -> app.tree().getSelection()[0].getText()));
            app.press(0, 'g');
            app.until("the nodes", () -> app.desk().model().grouping() == Grouping.NODE);
            choose(app, "View", "Group by", "Nothing");
            app.until("no groups", () -> app.tree().getItem(0).getText().equals("alpha"));
            assertEquals(List.of("alpha", "beta", "gamma"), column(app, Column.JOB));
            assertEquals("alpha", app.onUi(() -> app.tree().getSelection()[0].getText()));
            app.press(0, 'j');
            app.until("beta", () -> app.tree().getSelection()[0].getText().equals("beta"));
            app.press(0, 'k');
            app.until("alpha", () -> app.tree().getSelection()[0].getText().equals("alpha"));
        }
        try (RunningApp app = open()) {
            app.until("the jobs", () -> app.desk().model().jobCount() == 3);
            assertEquals(Grouping.NONE, app.onUi(() -> app.desk().model().grouping()));
        }
    }

    @Test
    void jobsAreSortedByKeys() throws Exception {
        try (RunningApp app = openWith(
                Sample.job(1, "gamma", JobStatus.RUNNING, 40),
                Sample.job(2, "alpha", JobStatus.RUNNING, 40),
                Sample.job(3, "beta", JobStatus.RUNNING, 40))) {
            app.onUi(() -> app.tree().setFocus());
            assertEquals(List.of("test engine", "gamma", "alpha", "beta"), column(app, Column.JOB));
            app.press(0, 's');
            app.until("the first column", () -> app.tree().getSortDirection() == SWT.UP);
            app.frames(1);
            assertEquals(List.of("test engine", "alpha", "beta", "gamma"), column(app, Column.JOB));
            app.pressWith(SWT.SHIFT, 's');
            app.until("the other way round", () -> app.tree().getSortDirection() == SWT.DOWN);
            app.frames(1);
            assertEquals(List.of("test engine", "gamma", "beta", "alpha"), column(app, Column.JOB));
        }
    }

    @Test
    void aFilterThatCannotBeUnderstoodSaysWhyAndHidesNothing() throws Exception {
        try (RunningApp app = openWith(
                Sample.job(1, "alpha", JobStatus.RUNNING, 40), Sample.job(2, "beta", JobStatus.PENDING, 100))) {
            filter(app, "state:pending");
            assertEquals(List.of("test engine", "beta"), column(app, Column.JOB));
            filter(app, "/[/");
            app.until("the complaint", () -> app.says("The regular expression ‘[’ cannot be read"));
            assertEquals(List.of("test engine", "beta"), column(app, Column.JOB));
            filter(app, "!beta");
            app.until("that it is gone", () -> !app.says("cannot be read"));
            assertEquals(List.of("test engine", "alpha"), column(app, Column.JOB));
        }
    }

    private static void filter(RunningApp app, String text) throws Exception {
        app.onUi(() -> {
            app.filter().setText(text);
            return null;
        });
        app.frames(1);
    }

    @Test
    void whatBecameOfAVerbOnSeveralJobsIsListed() throws Exception {
        try (RunningApp app =
                openWith(Sample.job(1, "alpha", JobStatus.RUNNING, 40), Sample.job(2, "beta", JobStatus.RUNNING, 10))) {
            selectAll(app);
            app.click("Pause");
            nextVerb().outcome().complete(VerbOutcome.DONE);
            nextVerb().outcome().complete(VerbOutcome.refused("Job 'beta' in state 'x' cannot accept this"));
            app.until("the list", () -> app.says("Pause 2 jobs: 1 done, 1 refused"));
            Table list = app.onUi(() -> (Table) find(app.shell(), Table.class, ""));
            assertEquals(
                    List.of("alpha: done", "beta: Job 'beta' in state 'x' cannot accept this"),
                    app.onUi(() -> Arrays.stream(list.getItems())
                            .map(item -> item.getText(0) + ": " + item.getText(1))
                            .toList()));
            press(app, "Close");
            app.until("that it is put away", () -> !list.isVisible());
        }
    }

    /** Wish 1. */
    @Test
    void aJobThatDoesNotStopIsOfferedToBeGivenUp() throws Exception {
        try (RunningApp app = openWith(Sample.job(1, "alpha", JobStatus.RUNNING, 40))) {
            selectAll(app);
            app.click("Cancel");
            FakeSource.Asked asked = nextVerb();
            assertEquals(new VerbRequest.Cancel(false), asked.verb());
            asked.outcome().complete(VerbOutcome.DONE);
            app.until("the stopping", () -> app.says("Cancel ‘alpha’: requested; the job is stopping."));
            app.until("the offer", () -> app.says("Cancel ‘alpha’: 1 stopping"));
            press(app, "Force cancel");
            asked = nextVerb();
            assertEquals(new VerbRequest.Cancel(true), asked.verb());
            asked.outcome().complete(VerbOutcome.DONE);
            source.remove(Sample.job(1, "alpha", JobStatus.RUNNING, 40).key());
            app.until("the end", () -> app.says("Force cancel ‘alpha’: done."));
        }
    }

    private static void press(RunningApp app, String button) {
        app.onUi(() -> {
            Button widget = (Button) find(app.shell(), Button.class, button);
            assertTrue(widget.isVisible() && widget.isEnabled(), button);
            widget.notifyListeners(SWT.Selection, new Event());
            return null;
        });
    }

    @Test
    void theKeysAreShown() throws Exception {
        try (RunningApp app = openWith(Sample.job(1, "alpha", JobStatus.RUNNING, 40))) {
            app.onUi(() -> {
                app.display().asyncExec(() -> choose(app, "Help", "Keys…"));
                return null;
            });
            app.until("the dialog", () -> dialog(app, "Keys") != null);
            List<String> keys = app.onUi(() -> {
                Table table = (Table) find(dialog(app, "Keys"), Table.class, "");
                return Arrays.stream(table.getItems())
                        .map(item -> item.getText(0) + " " + item.getText(2))
                        .toList();
            });
            assertTrue(keys.contains("Shift+X Force cancel"), keys::toString);
            assertTrue(keys.contains("Ctrl+P Pause"), keys::toString);
            assertFalse(keys.stream().anyMatch(k -> k.endsWith(" ")), keys::toString);
            app.onUi(() -> {
                dialog(app, "Keys").close();
                return null;
            });
        }
    }

    @Test
    void theWindowOpensWhereItWasClosed() throws Exception {
        Rectangle bounds;
        try (RunningApp app = open()) {
            bounds = app.onUi(() -> {
                app.shell().setBounds(60, 50, 900, 640);
                return app.shell().getBounds();
            });
            app.frames(3);
        }
        assertTrue(layout.read().containsKey("weight.org.jobdeck.ui.stack.jobs"), layout.read()::toString);
        Map<String, String> next = new TreeMap<>(layout.read());
        next.put("weight.org.jobdeck.ui.stack.jobs", "8000");
        next.put("weight.org.jobdeck.ui.sash.lower", "2000");
        layout.write(next);
        try (RunningApp app = open()) {
            Rectangle again = app.onUi(() -> app.shell().getBounds());
            assertEquals(bounds.width, again.width, 2);
            assertEquals(bounds.height, again.height, 40);
            assertEquals("8000", layout.read().get("weight.org.jobdeck.ui.stack.jobs"));
        }
        assertEquals("8000", layout.read().get("weight.org.jobdeck.ui.stack.jobs"));
    }

    @Test
    void aLayoutThatMakesNoSenseDoesNotMatter() throws Exception {
        layout.write(Map.of(
                "window", "99999 99999 1 1",
                "window.maximized", "maybe",
                "weight.org.jobdeck.ui.stack.jobs", "-5",
                "weight.none", "x",
                "chosen.org.jobdeck.ui.stack.jobs", "org.jobdeck.ui.part.none"));
        preferences.write(Map.of("columns", "NONE:1", "grouping", "MOON"));
        try (RunningApp app = openWith(Sample.job(1, "alpha", JobStatus.RUNNING, 40))) {
            assertTrue(app.onUi(() -> app.shell().getSize().x) > 800);
            assertEquals(List.of("test engine", "alpha"), column(app, Column.JOB));
        }
    }

    /** Wish 8. */
    @Test
    void whatIsConcludedIsFoundAndDismissedTogether() throws Exception {
        try (RunningApp app = openWith(
                Sample.job(1, "alpha", JobStatus.CONCLUDED, 100),
                Sample.job(2, "beta", JobStatus.RUNNING, 10),
                Sample.job(3, "gamma", JobStatus.CONCLUDED, 100))) {
            app.onUi(() -> {
                app.filter().setText("is:concluded");
                return null;
            });
            app.until("the two", () -> app.desk().model().shownCount() == 2);
            app.frames(1);
            selectAll(app);
            app.click("Dismiss");
            List<JobKey> dismissed = List.of(nextVerb().job(), nextVerb().job());
            assertEquals(List.of(new JobKey(1), new JobKey(3)), dismissed);
        }
    }

    /** Wishes 13 and 28. */
    @Test
    void whatStandsStillIsStalledAndSaysSinceWhen() throws Exception {
        preferences.write(Map.of("stall.seconds", "1"));
        try (RunningApp app = openWith(Sample.job(1, "alpha", JobStatus.RUNNING, 40))) {
            source.put(Sample.job(1, "alpha", JobStatus.RUNNING, 41).snapshot());
            app.until("that it moves", () -> column(app, Column.LAST_PROGRESS).contains("now"));
            app.until("that it is stalled", () -> column(app, Column.STATE).contains("Stalled"));
            app.until("since when", () -> !column(app, Column.LAST_PROGRESS).contains("now"));
            source.put(Sample.job(1, "alpha", JobStatus.RUNNING, 42).snapshot());
            app.until("that it moves again", () -> column(app, Column.STATE).contains("Running"));
        }
    }
}
