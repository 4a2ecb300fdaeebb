package org.jobdeck.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingStream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.source.VerbOutcome;
import org.jobdeck.ui.model.RowKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The thread of the display waits for nobody: not for the job lock, not for a file, not for a socket. */
@Timeout(120)
class NeverBlockedTest {

    private static final int JOBS = 50;

    @Test
    void aJobLockThatIsNotGivenBackStopsNoFrame() throws Exception {
        try (LayerSource source = new LayerSource();
                RunningApp app = new RunningApp(Sample.workspace(source))) {
            source.startJobs(5, 1_000_000_000);
            app.until("the jobs", () -> app.desk().model().jobCount() == 5);
            CountDownLatch held = new CountDownLatch(1);
            CountDownLatch free = new CountDownLatch(1);
            source.holdLock(held, free);
            assertTrue(held.await(30, TimeUnit.SECONDS), "the lock cannot be taken");
            Beats beats = new Beats(app);
            try {
                app.onUi(() -> {
                    app.desk()
                            .selection()
                            .set(List.of(app.desk().model().allJobs().getFirst().rowKey()));
                    return null;
                });
                app.click("Pause");
                app.frames(15);
                beats.neverStopped();
            } finally {
                free.countDown();
            }
            app.until(
                    "the pause",
                    () -> app.desk().selectedJobs().getFirst().snapshot().userPaused());
        }
    }

    @Test
    void nothingThatIsDoneInTheWindowReadsWritesOrParks() throws Exception {
        Queue<String> blocked = new ConcurrentLinkedQueue<>();
        FakeSource source = new FakeSource();
        for (int i = 1; i <= JOBS; i++) {
            source.put(job(i, 0));
        }
        try (RunningApp app = new RunningApp(Sample.workspace(source))) {
            app.until("the jobs", () -> app.desk().model().jobCount() == JOBS);
            // the first time classes are loaded
            useIt(app, source);
            try (RecordingStream recording = new RecordingStream()) {
                for (String event : List.of("jdk.SocketRead", "jdk.SocketWrite", "jdk.FileRead", "jdk.FileWrite")) {
                    recording.enable(event).withThreshold(Duration.ZERO).withStackTrace();
                }
                for (String event : List.of("jdk.ThreadPark", "jdk.JavaMonitorEnter", "jdk.JavaMonitorWait")) {
                    recording.enable(event).withThreshold(Duration.ofMillis(50)).withStackTrace();
                }
                recording.enable("jdk.ThreadSleep").withThreshold(Duration.ZERO).withStackTrace();
                recording.onEvent(event -> {
                    if (event.getThread() != null
                            && app.uiThread().getName().equals(event.getThread().getJavaName())
                            && isOurs(event)) {
                        blocked.add(event.getEventType().getName() + " " + event.getStackTrace());
                    }
                });
                recording.startAsync();
                useIt(app, source);
                recording.stop();
            }
            assertEquals(List.of(), List.copyOf(blocked));
        }
    }

    /** Classes are read from files when they are used for the first time: that is the Java machine's. */
    private static boolean isOurs(RecordedEvent event) {
        List<RecordedFrame> frames = event.getStackTrace() == null
                ? List.of()
                : event.getStackTrace().getFrames();
        boolean ours = false;
        for (RecordedFrame frame : frames) {
            String type = frame.getMethod().getType().getName();
            if (type.contains("ClassLoader") || type.startsWith("org.eclipse.osgi.")) {
                return false;
            }
            ours |= type.startsWith("org.jobdeck.");
        }
        return ours;
    }

    private static JobSnapshot job(int number, long percent) {
        return Sample.job(number, "job" + number, JobStatus.RUNNING, percent).snapshot();
    }

    /** Jobs move, come and go; rows are chosen, filtered, sorted and folded; verbs are asked for. */
    private static void useIt(RunningApp app, FakeSource source) throws Exception {
        for (int percent = 1; percent <= 10; percent++) {
            for (int i = 1; i <= JOBS; i++) {
                source.put(job(i, percent));
            }
            app.frames(1);
        }
        source.put(job(JOBS + 1, 1));
        app.until("one more", () -> app.desk().model().jobCount() == JOBS + 1);
        source.remove(job(JOBS + 1, 1).key());
        app.frames(2);
        for (int i = 0; i < 3; i++) {
            RowKey row = app.desk().model().allJobs().get(i).rowKey();
            app.onUi(() -> {
                app.desk().selection().set(List.of(row));
                return null;
            });
            app.click("Pause");
            source.verbs.poll(30, TimeUnit.SECONDS).outcome().complete(VerbOutcome.DONE);
        }
        app.onUi(() -> {
            app.filter().setText("job1");
            app.tree().getColumn(0).notifyListeners(SWT.Selection, new Event());
            return null;
        });
        app.frames(2);
        app.onUi(() -> {
            app.filter().setText("");
            app.tree().getItem(0).setExpanded(false);
            app.tree().getItem(0).setExpanded(true);
            return null;
        });
        app.frames(2);
    }
}
