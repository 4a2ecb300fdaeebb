package org.jobdeck.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.ui.live.FrameStats;
import org.jobdeck.ui.model.Column;
import org.junit.jupiter.api.Test;

/** Counts what the window asks for while much happens. */
class LoadTest {

    private static final int JOBS = 200;
    private static final int EVENTS = 10_000;

    private static JobSnapshot job(int number, long percent) {
        return Sample.job(number, "job" + number, JobStatus.RUNNING, percent).snapshot();
    }

    @Test
    void tenThousandEventsCostOneQuestionAFrameAndNoWaiting() throws Exception {
        FakeSource source = new FakeSource();
        try (RunningApp app = new RunningApp(Sample.workspace(source))) {
            for (int i = 1; i <= JOBS; i++) {
                source.put(job(i, 0));
            }
            app.until("the jobs", () -> app.desk().model().jobCount() == JOBS);
            app.frames(2);
            FrameStats.Reading before = app.desk().adapter().stats().read();
            int asksBefore = source.asks.get();
            CompletableFuture.runAsync(() -> {
                        for (int i = 0; i < EVENTS; i++) {
                            source.put(job(i % JOBS + 1, (i / JOBS) % 100));
                        }
                    })
                    .get(60, TimeUnit.SECONDS);
            app.until(
                    "the last state",
                    () -> app.tree()
                            .getItem(0)
                            .getItem(0)
                            .getText(Column.PROGRESS.ordinal())
                            .equals("49 %"));
            app.frames(3);
            FrameStats.Reading after = app.desk().adapter().stats().read();
            long frames = after.frames() - before.frames();
            long asks = source.asks.get() - (long) asksBefore;
            int visible = app.onUi(
                    () -> app.tree().getClientArea().height / app.tree().getItemHeight() + 2);
            assertTrue(asks <= frames, asks + " questions in " + frames + " frames");
            assertTrue(asks < EVENTS / 10, asks + " questions for " + EVENTS + " events");
            assertEquals(0, source.waits.get(), "questions that wait");
            assertEquals(List.of(app.uiThread()), source.askers);
            assertTrue(
                    after.mostRowsTouched() <= visible,
                    after.mostRowsTouched() + " rows touched in one frame, of which " + visible + " can be seen");
        }
    }

    @Test
    void manyJobsThatEndAtOnceTouchNoMoreThanCanBeSeen() throws Exception {
        int jobs = 20_000;
        FakeSource source = new FakeSource();
        try (RunningApp app = new RunningApp(Sample.workspace(source))) {
            source.put(IntStream.rangeClosed(1, jobs).mapToObj(i -> job(i, 50)).toArray(JobSnapshot[]::new));
            app.until("the jobs", () -> app.desk().model().jobCount() == jobs);
            app.frames(2);
            FrameStats.Reading before = app.desk().adapter().stats().read();
            int asksBefore = source.asks.get();
            source.clear();
            app.until("their end", () -> app.desk().model().jobCount() == 0);
            // arranging so many rows is not done in every frame
            app.until("the rows", () -> app.tree().getItem(0).getItemCount() == 1000);
            app.frames(3);
            FrameStats.Reading after = app.desk().adapter().stats().read();
            int kept = app.onUi(() -> app.desk().model().endedCount());
            int visible = app.onUi(
                    () -> app.tree().getClientArea().height / app.tree().getItemHeight() + 2);
            assertEquals(1000, kept, "the last of them");
            assertEquals(kept, app.onUi(() -> app.tree().getItem(0).getItemCount()));
            assertEquals(jobs, after.removals() - before.removals());
            assertTrue(source.asks.get() - asksBefore <= after.frames() - before.frames(), after::toString);
            assertTrue(after.mostRowsTouched() <= visible, after.mostRowsTouched() + " of " + visible);
            assertEquals(List.of(app.uiThread()), source.askers);
        }
    }

    @Test
    void manyJobsThatComeLeaveTheViewAndTheSelectionWhereTheyAre() throws Exception {
        FakeSource source = new FakeSource();
        try (RunningApp app = new RunningApp(Sample.workspace(source))) {
            comeUpTo(app, source, 1, 600);
            app.onUi(() -> {
                TreeItem jobs = app.tree().getItem(0);
                app.tree().setSelection(jobs.getItem(310));
                app.tree().notifyListeners(SWT.Selection, new Event());
                app.tree().setTopItem(jobs.getItem(300));
                return null;
            });
            app.until("the rows further down", () -> firstSeen(app).compareTo("job300") >= 0);
            String first = app.onUi(() -> firstSeen(app));
            // more than are added one by one
            comeUpTo(app, source, 601, 1100);
            app.frames(3);
            app.onUi(() -> {
                assertEquals(first, firstSeen(app));
                assertEquals("job311", app.tree().getSelection()[0].getText());
                return null;
            });
        }
    }

    /** The text of the first row below the header; the tree itself tells what it remembers to have put there. */
    private static String firstSeen(RunningApp app) {
        Tree tree = app.tree();
        Rectangle area = tree.getClientArea();
        TreeItem item = tree.getItem(new Point(area.x + area.width / 2, tree.getHeaderHeight() + 5));
        return item == null ? "" : item.getText();
    }

    private static void comeUpTo(RunningApp app, FakeSource source, int first, int last) throws Exception {
        source.put(IntStream.rangeClosed(first, last).mapToObj(i -> job(i, 50)).toArray(JobSnapshot[]::new));
        app.until(
                "the jobs",
                () -> app.tree().getItemCount() == 1 && app.tree().getItem(0).getItemCount() == last);
    }

    @Test
    void aSourceThatIsAlwaysBusyIsAskedOnceAFrameAndNeverWaitedFor() throws Exception {
        FakeSource source = new FakeSource();
        source.busy = true;
        source.put(job(1, 0));
        try (RunningApp app = new RunningApp(Sample.workspace(source))) {
            app.frames(10);
            FrameStats.Reading reading = app.desk().adapter().stats().read();
            assertTrue(reading.refusals() >= 10, reading::toString);
            assertTrue(reading.asks() <= reading.frames() + 1, reading::toString);
            assertEquals(0, source.waits.get());
            source.busy = false;
            app.until("the job", () -> app.desk().model().jobCount() == 1);
        }
    }

    @Test
    void realJobsCostOneTryOfTheirLockAFrame() throws Exception {
        int jobs = 20;
        try (LayerSource source = new LayerSource();
                RunningApp app = new RunningApp(Sample.workspace(source))) {
            source.watch(app.uiThread());
            app.frames(2);
            FrameStats.Reading before = app.desk().adapter().stats().read();
            int asksBefore = source.asks.get();
            int lockingsBefore = source.lockings.get();
            CountDownLatch done = source.startJobs(jobs, EVENTS / jobs);
            assertTrue(done.await(60, TimeUnit.SECONDS), "the jobs did not come to an end");
            app.until(
                    "all jobs pending",
                    () -> app.desk().model().jobCount() == jobs
                            && app.desk().model().roots().getFirst().children().stream()
                                    .allMatch(row ->
                                            row.cells().text(Column.STATE).equals("Pending")));
            app.frames(2);
            int asks = source.asks.get() - asksBefore;
            int lockings = source.lockings.get() - lockingsBefore;
            long frames = app.desk().adapter().stats().read().frames() - before.frames() + 1;
            assertTrue(asks <= frames, asks + " questions in " + frames + " frames");
            assertEquals(asks, lockings, "the lock is tried once for each question and for nothing else");
            assertEquals(0, source.waits.get());
            assertEquals(
                    "100 %", app.onUi(() -> app.tree().getItem(0).getItem(0).getText(Column.PROGRESS.ordinal())));
        }
    }
}
