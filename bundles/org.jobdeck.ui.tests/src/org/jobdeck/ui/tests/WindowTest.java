package org.jobdeck.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.job.common.JobVerb;
import org.jobdeck.source.VerbOutcome;
import org.jobdeck.source.VerbRequest;
import org.jobdeck.ui.model.Column;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Looks into the running window and uses it as a user does. */
class WindowTest {

    private static final FakeSource SOURCE = new FakeSource();
    private static RunningApp app;

    @BeforeAll
    static void open() throws Exception {
        app = new RunningApp(Sample.workspace(SOURCE));
    }

    @AfterAll
    static void close() throws Exception {
        app.close();
    }

    @BeforeEach
    void startEmpty() throws Exception {
        app.onUi(() -> {
            app.filter().setText("");
            app.tree().deselectAll();
            app.desk().selection().set(List.of());
            return null;
        });
        SOURCE.clear();
        app.until("the end of all jobs", () -> app.desk().model().jobCount() == 0);
        app.onUi(() -> {
            app.desk().clearEnded();
            return null;
        });
    }

    private static void show(Sample... samples) throws Exception {
        SOURCE.put(Arrays.stream(samples).map(Sample::snapshot).toArray(org.jobdeck.job.common.JobSnapshot[]::new));
        List<String> ids =
                Arrays.stream(samples).map(sample -> sample.snapshot().id()).toList();
        app.until("the rows", () -> app.tree().isVisible() && column(Column.JOB).containsAll(ids));
        app.frames(1);
    }

    /** The texts of the column in all rows that are unfolded. */
    private static List<String> column(Column column) {
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

    private static void select(int... path) {
        app.onUi(() -> {
            Tree tree = app.tree();
            TreeItem item = tree.getItem(path[0]);
            for (int i = 1; i < path.length; i++) {
                item = item.getItem(path[i]);
            }
            tree.setSelection(item);
            tree.notifyListeners(SWT.Selection, new Event());
            return null;
        });
    }

    private static boolean enabled(String button) {
        return app.onUi(() -> app.button(button).getEnabled());
    }

    private static FakeSource.Asked nextVerb() throws Exception {
        FakeSource.Asked asked = SOURCE.verbs.poll(10, TimeUnit.SECONDS);
        assertNotNull(asked, "the verb has not reached the source");
        return asked;
    }

    @Test
    void anEmptyWindowSaysWhatToDo() throws Exception {
        app.until("the hint", () -> app.says("No jobs yet"));
        assertTrue(app.onUi(() -> app.says("Shows the jobs of any QEMU")));
        assertFalse(app.onUi(() -> app.tree().isVisible()));
        assertFalse(enabled("Pause"));
        assertEquals("Select a job first.", app.onUi(() -> app.button("Pause").getToolTipText()));
        assertEquals("Jobdeck", app.onUi(() -> app.shell().getText()));
    }

    @Test
    void rowsShowStatesAndProgress() throws Exception {
        show(
                Sample.job(1, "alpha", JobStatus.RUNNING, 40),
                Sample.job(2, "beta", JobStatus.PENDING, 100),
                Sample.job(3, "gamma", JobStatus.WAITING, 100).in(7),
                Sample.job(4, "delta", JobStatus.RUNNING, 20).in(7));
        assertEquals(
                List.of("test engine", "alpha", "beta", "Transaction of 2 jobs", "gamma", "delta"), column(Column.JOB));
        assertEquals(
                List.of("Live", "Running", "Pending", "1 waiting, 1 running", "Waiting", "Running"),
                column(Column.STATE));
        assertEquals(List.of("4 jobs", "40 %", "100 %", "60 %", "100 %", "20 %"), column(Column.PROGRESS));
        assertEquals("10 MiB/s", column(Column.LIMIT).get(1));
        assertEquals("backup", column(Column.TYPE).get(1));
    }

    @Test
    void nodesStandBelowTheirJob() throws Exception {
        show(Sample.job(1, "alpha", JobStatus.RUNNING, 40));
        app.onUi(() -> {
            TreeItem job = app.tree().getItem(0).getItem(0);
            job.setExpanded(true);
            return null;
        });
        app.until("the nodes", () -> {
            TreeItem job = app.tree().getItem(0).getItem(0);
            return job.getItemCount() == 2 && job.getItem(1).getText(0).equals("copy1  ·  /backup/disk1.raw");
        });
        assertEquals(
                "target",
                app.onUi(() -> app.tree().getItem(0).getItem(0).getItem(1).getText(Column.TYPE.ordinal())));
    }

    @Test
    void aMovingJobMovesInItsRow() throws Exception {
        show(Sample.job(1, "alpha", JobStatus.RUNNING, 40), Sample.job(2, "beta", JobStatus.RUNNING, 10));
        TreeItem before = app.onUi(() -> app.tree().getItem(0).getItem(0));
        SOURCE.put(Sample.job(1, "alpha", JobStatus.RUNNING, 55).snapshot());
        app.until("55 %", () -> before.getText(Column.PROGRESS.ordinal()).equals("55 %"));
        assertEquals("10 %", column(Column.PROGRESS).get(2));
    }

    @Test
    void theKeyboardSelectsAndDetailsFollow() throws Exception {
        show(Sample.job(1, "alpha", JobStatus.RUNNING, 40), Sample.job(2, "beta", JobStatus.PENDING, 100));
        app.until("no selection", () -> app.says("No job selected"));
        select(0, 0);
        app.until("alpha's details", () -> app.says("alpha") && app.says("40.0 MiB of 100 MiB"));
        app.onUi(() -> app.tree().setFocus());
        app.press(SWT.ARROW_DOWN, '\0');
        app.until("beta's details", () -> app.says("beta") && app.says("/images/disk2.raw"));
        app.press(SWT.ARROW_LEFT, '\0');
        app.until("the source", () -> app.tree().getSelection()[0] == app.tree().getItem(0));
        app.until("the source's details", () -> app.says("test engine: live"));
    }

    @Test
    void detailsTellErrorStatesAndWhatIsPossible() throws Exception {
        show(Sample.job(1, "alpha", JobStatus.RUNNING, 40));
        select(0, 0);
        app.until("details", () -> app.says("Complete: only when ready or standby"));
        assertTrue(app.onUi(() -> app.says("Created") && app.says("Running")));
        SOURCE.put(Sample.job(1, "alpha", JobStatus.RUNNING, 40)
                .failed("Input/output error")
                .snapshot());
        app.until("the error", () -> app.says("Input/output error") && app.says("Failed"));
        assertTrue(app.onUi(() -> app.says("-5 (EIO)")));
        assertTrue(app.onUi(() -> app.says("Concluded")));
        assertTrue(app.onUi(() -> app.says("Pause: not while concluded")));
    }

    @Test
    void buttonsFollowTheStateOfTheSelectedJob() throws Exception {
        show(Sample.job(1, "alpha", JobStatus.RUNNING, 40), Sample.job(2, "beta", JobStatus.PENDING, 100));
        select(0, 0);
        assertTrue(enabled("Pause"));
        assertTrue(enabled("Cancel"));
        assertTrue(enabled("Speed limit"));
        assertFalse(enabled("Resume"));
        assertFalse(enabled("Finalize"));
        assertEquals(
                "Complete needs a job that is ready or standby; this one is running.",
                app.onUi(() -> app.button("Complete").getToolTipText()));
        select(0, 1);
        assertTrue(enabled("Finalize"));
        assertFalse(enabled("Pause"));
        SOURCE.put(Sample.job(2, "beta", JobStatus.CONCLUDED, 100).snapshot());
        app.until("Dismiss", () -> app.button("Dismiss").getEnabled());
        assertFalse(enabled("Finalize"));
    }

    @Test
    void theJobMenuFollowsToo() throws Exception {
        show(Sample.job(1, "alpha", JobStatus.RUNNING, 40));
        select(0, 0);
        List<String> possible = app.onUi(() -> {
            Menu menu = Arrays.stream(app.shell().getMenuBar().getItems())
                    .filter(item -> item.getText().replace("&", "").equals("Job"))
                    .findFirst()
                    .orElseThrow()
                    .getMenu();
            menu.notifyListeners(SWT.Show, new Event());
            List<String> texts = Arrays.stream(menu.getItems())
                    .filter(item -> item.getEnabled() && (item.getStyle() & SWT.SEPARATOR) == 0)
                    .map(item -> item.getText().split("\t")[0])
                    .toList();
            menu.notifyListeners(SWT.Hide, new Event());
            return texts;
        });
        assertEquals(List.of("Pause", "Cancel", "Force cancel", "Speed limit"), possible);
    }

    @Test
    void theContextMenuOffersVerbsWithReasons() throws Exception {
        show(Sample.job(1, "alpha", JobStatus.RUNNING, 40));
        select(0, 0);
        app.onUi(() -> {
            Menu menu = app.tree().getMenu();
            menu.notifyListeners(SWT.Show, new Event());
            MenuItem complete = itemOf(menu, "Complete");
            assertFalse(complete.getEnabled());
            assertEquals(
                    "Complete needs a job that is ready or standby; this one is running.", complete.getToolTipText());
            assertTrue(itemOf(menu, "Pause").getEnabled());
            MenuItem fast = itemOf(itemOf(menu, "Speed limit").getMenu(), "100 MiB/s");
            fast.setSelection(true);
            fast.notifyListeners(SWT.Selection, new Event());
            return null;
        });
        assertEquals(new VerbRequest.SetSpeed(100L << 20), nextVerb().verb());
    }

    private static MenuItem itemOf(Menu menu, String text) {
        return Arrays.stream(menu.getItems())
                .filter(item -> item.getText().split("\t")[0].equals(text))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void pauseByTheToolbarReachesTheSourceAndItsOutcomeIsShown() throws Exception {
        Sample alpha = Sample.job(1, "alpha", JobStatus.RUNNING, 40);
        show(alpha);
        select(0, 0);
        app.click("Pause");
        FakeSource.Asked asked = nextVerb();
        assertEquals(alpha.key(), asked.job());
        assertEquals(new VerbRequest.Plain(JobVerb.PAUSE), asked.verb());
        SOURCE.put(alpha.paused().snapshot());
        asked.outcome().complete(VerbOutcome.DONE);
        app.until("the outcome", () -> app.says("Pause ‘alpha’: done."));
        app.until("Resume", () -> app.button("Resume").getEnabled());
        assertFalse(enabled("Pause"));
        assertEquals("Paused", column(Column.STATE).get(1));
    }

    @Test
    void aRefusalIsShown() throws Exception {
        show(Sample.job(1, "alpha", JobStatus.PENDING, 100));
        select(0, 0);
        app.click("Finalize");
        nextVerb().outcome().complete(VerbOutcome.refused("Job 'alpha' cannot be finalized now"));
        app.until("the refusal", () -> app.says("Finalize ‘alpha’: refused. Job 'alpha' cannot be finalized now"));
    }

    @Test
    void keysInTheTreeAreVerbs() throws Exception {
        show(Sample.job(1, "alpha", JobStatus.RUNNING, 40));
        select(0, 0);
        app.onUi(() -> app.tree().setFocus());
        app.press(0, 'p');
        assertEquals(new VerbRequest.Plain(JobVerb.PAUSE), nextVerb().verb());
        app.press(SWT.DEL, SWT.DEL);
        assertEquals(new VerbRequest.Cancel(false), nextVerb().verb());
    }

    @Test
    void aVerbAppliesToAllSelectedJobs() throws Exception {
        show(
                Sample.job(1, "alpha", JobStatus.RUNNING, 40),
                Sample.job(2, "beta", JobStatus.RUNNING, 10),
                Sample.job(3, "gamma", JobStatus.CONCLUDED, 100));
        app.onUi(() -> {
            app.tree().setSelection(app.tree().getItem(0).getItems());
            app.tree().notifyListeners(SWT.Selection, new Event());
            return null;
        });
        app.until("the summary", () -> app.says("3 jobs selected"));
        app.click("Pause");
        FakeSource.Asked one = nextVerb();
        FakeSource.Asked two = nextVerb();
        assertEquals(List.of(1L, 2L), List.of(one.job().serial(), two.job().serial()));
        one.outcome().complete(VerbOutcome.DONE);
        two.outcome().complete(VerbOutcome.DONE);
        app.until("the outcome", () -> app.says("Pause 2 jobs: done (1 skipped"));
    }

    @Test
    void theSelectionStaysWithItsJobWhenRowsComeAndGo() throws Exception {
        show(
                Sample.job(1, "alpha", JobStatus.RUNNING, 40),
                Sample.job(2, "beta", JobStatus.RUNNING, 10),
                Sample.job(3, "gamma", JobStatus.RUNNING, 70));
        select(0, 1);
        removeAndClear(1);
        app.until("two jobs", () -> app.tree().getItem(0).getItemCount() == 2);
        assertEquals("beta", app.onUi(() -> app.tree().getSelection()[0].getText()));
        show(Sample.job(4, "delta", JobStatus.RUNNING, 5));
        app.until("three jobs", () -> app.tree().getItem(0).getItemCount() == 3);
        assertEquals(List.of("test engine", "beta", "gamma", "delta"), column(Column.JOB));
        removeAndClear(2);
        app.until("no selection", () -> app.says("No job selected"));
        assertFalse(enabled("Pause"));
    }

    private static void removeAndClear(long serial) throws Exception {
        SOURCE.remove(new JobKey(serial));
        app.until("the end", () -> app.desk().model().endedCount() == 1);
        app.onUi(() -> {
            app.desk().clearEnded();
            return null;
        });
    }

    @Test
    void aJobThatHasEndedStaysUntilItIsCleared() throws Exception {
        show(Sample.job(1, "alpha", JobStatus.RUNNING, 40), Sample.job(2, "beta", JobStatus.RUNNING, 10));
        select(0, 0);
        SOURCE.remove(new JobKey(1));
        app.until("the end", () -> column(Column.STATE).contains("Ended: done"));
        assertEquals(List.of("test engine", "alpha", "beta"), column(Column.JOB));
        assertEquals("alpha", app.onUi(() -> app.tree().getSelection()[0].getText()));
        app.until("the details", () -> app.says("Ended: done, 100 %") && app.says("Took"));
        assertTrue(app.onUi(() -> app.says("1 job, 1 ended")));
        assertFalse(enabled("Dismiss"));
        assertEquals("The job has ended.", app.onUi(() -> app.button("Dismiss").getToolTipText()));
        app.onUi(() -> {
            Menu menu = app.tree().getMenu();
            menu.notifyListeners(SWT.Show, new Event());
            MenuItem clear = itemOf(menu, "Clear");
            assertTrue(clear.getEnabled());
            clear.notifyListeners(SWT.Selection, new Event());
            return null;
        });
        app.until("one job", () -> app.tree().getItem(0).getItemCount() == 1);
        assertEquals(List.of("test engine", "beta"), column(Column.JOB));
        app.until("no selection", () -> app.says("No job selected"));
    }

    @Test
    void aClickOnAHeaderSortsAndTheSelectionFollows() throws Exception {
        show(Sample.job(1, "beta", JobStatus.RUNNING, 40), Sample.job(2, "alpha", JobStatus.RUNNING, 10));
        select(0, 0);
        sortByJob();
        assertEquals(List.of("test engine", "alpha", "beta"), column(Column.JOB));
        assertEquals("beta", app.onUi(() -> app.tree().getSelection()[0].getText()));
        sortByJob();
        assertEquals(List.of("test engine", "beta", "alpha"), column(Column.JOB));
        sortByJob();
        assertEquals(List.of("test engine", "beta", "alpha"), column(Column.JOB));
    }

    private static void sortByJob() {
        app.onUi(() -> {
            app.tree().getColumn(0).notifyListeners(SWT.Selection, new Event());
            return null;
        });
    }

    @Test
    void theFilterHidesAndSaysSo() throws Exception {
        show(Sample.job(1, "alpha", JobStatus.RUNNING, 40), Sample.job(2, "beta", JobStatus.RUNNING, 10));
        filter("bet");
        assertEquals(List.of("test engine", "beta"), column(Column.JOB));
        assertTrue(app.onUi(() -> app.says("1 of 2 jobs")));
        filter("nobody");
        app.until("the hint", () -> app.says("No job matches the filter"));
        filter("");
        app.until("the tree", () -> app.tree().isVisible());
        assertEquals(List.of("test engine", "alpha", "beta"), column(Column.JOB));
    }

    private static void filter(String text) {
        app.onUi(() -> {
            app.filter().setText(text);
            return null;
        });
    }
}
