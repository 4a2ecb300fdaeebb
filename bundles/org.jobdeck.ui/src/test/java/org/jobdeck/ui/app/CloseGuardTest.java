package org.jobdeck.ui.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.loop.ManualClock;
import org.jobdeck.source.VerbRequest;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.live.FakeSource;
import org.jobdeck.ui.live.Workspace;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.SampleJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CloseGuardTest {

    private final ManualClock clock = new ManualClock();
    private final FakeSource source = new FakeSource();
    private final Deque<Runnable> due = new ArrayDeque<>();
    private final List<List<JobView>> asked = new ArrayList<>();
    private CloseAnswer answer = CloseAnswer.STAY;
    private int closed;
    private Desk desk;
    private CloseGuard guard;

    @BeforeEach
    void start() {
        Workspace workspace = new Workspace(List.of(source), List.of(), null, clock);
        desk = new Desk(workspace, (delay, frame) -> due.add(frame), Runnable::run);
        desk.start();
        guard = new CloseGuard(
                desk,
                jobs -> {
                    asked.add(jobs);
                    return answer;
                },
                () -> closed++);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private void show(SampleJob... jobs) {
        for (SampleJob job : jobs) {
            source.tell(job.snapshot());
            nextFrame();
        }
    }

    private void end(long serial) {
        source.answer(List.of(), List.of(new JobKey(serial)), false, false);
        source.fire();
        nextFrame();
    }

    private void nextFrame() {
        clock.advance(Duration.ofMillis(100));
        // frames and what else beats
        for (int left = due.size(); left > 0; left--) {
            due.remove().run();
        }
    }

    private String says() {
        return desk.status().latest().text();
    }

    @Test
    void withoutJobsNobodyIsAsked() {
        assertTrue(guard.mayClose());
        show(SampleJob.running(1).ended(0, null), SampleJob.running(2));
        end(2);
        assertTrue(guard.mayClose(), "neither about what is concluded nor about what is gone");
        assertEquals(List.of(), asked);
    }

    @Test
    void waitingCountsDownAndCloses() {
        show(SampleJob.running(1), SampleJob.running(2));
        answer = CloseAnswer.WAIT;
        assertFalse(guard.mayClose());
        assertEquals(2, asked.getFirst().size());
        assertEquals("The window closes when 2 more jobs have ended; close it again to change that.", says());
        end(1);
        assertEquals("The window closes when one more job has ended; close it again to change that.", says());
        assertEquals(0, closed);
        end(2);
        assertEquals(1, closed);
        assertEquals(List.of(), source.verbs);
    }

    @Test
    void stayingEndsTheWaiting() {
        show(SampleJob.running(1));
        answer = CloseAnswer.WAIT;
        assertFalse(guard.mayClose());
        answer = CloseAnswer.STAY;
        assertFalse(guard.mayClose());
        assertEquals("The window stays open.", says());
        end(1);
        assertEquals(0, closed);
    }

    @Test
    void cancellingGivesUpAllAndCloses() {
        show(
                SampleJob.running(1),
                SampleJob.running(2).at(JobStatus.PENDING),
                SampleJob.running(3).ended(-5, "x"));
        answer = CloseAnswer.CANCEL;
        assertFalse(guard.mayClose());
        assertEquals(
                List.of(new JobKey(1), new JobKey(2)),
                source.verbs.stream().map(FakeSource.Asked::job).toList());
        assertEquals(new VerbRequest.Cancel(true), source.verbs.getFirst().verb());
        end(1);
        end(2);
        assertEquals(1, closed);
    }

    @Test
    void theTextNamesThemAndSaysWhichWaitForTheUser() {
        show(SampleJob.running(1), SampleJob.running(2).at(JobStatus.READY));
        guard.mayClose();
        String text = CloseDialog.text(asked.getFirst());
        assertTrue(
                text.startsWith("2 jobs run in this window's own engine and would end with it:"
                        + " ‘job1’ (running), ‘job2’ (ready)."),
                text);
        assertTrue(text.contains("\nWait: the window stays until they have ended, and then closes by itself.\n"), text);
        assertTrue(text.contains("\n\nOne of them waits for you to resume, complete or finalize"), text);
        assertTrue(text.endsWith("\n\nJobs of an attached QEMU go on there, whatever you choose."), text);
    }
}
