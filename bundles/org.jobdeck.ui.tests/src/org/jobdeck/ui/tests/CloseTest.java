package org.jobdeck.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.source.VerbRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Closing the window while jobs of its own engine are not over. */
class CloseTest {

    private static final String QUESTION = "Close Jobdeck";

    private final FakeSource source = new FakeSource();
    private RunningApp app;

    @BeforeEach
    void open() throws Exception {
        app = new RunningApp(Sample.workspace(source));
        app.guard();
    }

    @AfterEach
    void close() throws Exception {
        app.close();
    }

    private void show(long serial, String id) throws Exception {
        int before = app.onUi(() -> app.desk().model().jobCount());
        source.put(Sample.job(serial, id, JobStatus.RUNNING, 40).snapshot());
        app.until("the job", () -> app.desk().model().jobCount() == before + 1);
    }

    /** As a click on the cross of its frame does. */
    private void closeByUser() {
        app.display().asyncExec(() -> app.shell().close());
    }

    @Test
    void withoutJobsItClosesAtOnce() throws Exception {
        closeByUser();
        app.awaitEnd();
    }

    @Test
    void stayingStaysAndWaitingWaits() throws Exception {
        show(1, "alpha");
        show(2, "beta");
        closeByUser();
        app.pressIn(QUESTION, "Stay");
        app.frames(2);
        assertTrue(app.onUi(() -> app.shell().isVisible()));
        closeByUser();
        app.pressIn(QUESTION, "Wait");
        app.until("the count", () -> app.says("The window closes when 2 more jobs have ended"));
        source.remove(new JobKey(1));
        app.until("one less", () -> app.says("The window closes when one more job has ended"));
        assertTrue(app.onUi(() -> app.shell().isVisible()));
        assertTrue(source.verbs.isEmpty());
        source.remove(new JobKey(2));
        app.awaitEnd();
    }

    @Test
    void cancellingCancelsAndCloses() throws Exception {
        show(1, "alpha");
        closeByUser();
        app.until("the question", () -> app.dialog(QUESTION).isPresent());
        app.pressIn(QUESTION, "Cancel and close");
        FakeSource.Asked asked = source.verbs.poll(10, TimeUnit.SECONDS);
        assertEquals(new VerbRequest.Cancel(true), asked.verb());
        assertFalse(app.onUi(() -> app.shell().isDisposed()));
        source.remove(new JobKey(1));
        app.awaitEnd();
    }

    /** As a signal, the demo and the tests have it. */
    @Test
    void theProgramClosesItsWindowUnasked() throws Exception {
        show(1, "alpha");
        app.close();
        assertTrue(source.verbs.isEmpty());
    }
}
