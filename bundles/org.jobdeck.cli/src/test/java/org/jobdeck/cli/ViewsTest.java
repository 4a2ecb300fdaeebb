package org.jobdeck.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jobdeck.job.common.JobEvent;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.common.JobProgress;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.loop.ManualClock;
import org.junit.jupiter.api.Test;

class ViewsTest {

    private static final long MIB = 1 << 20;

    private final ManualClock clock = new ManualClock();
    private final TestHost host = new TestHost();

    @Test
    void aLogGetsALineEveryTenSeconds() {
        LineView view = new LineView(host.out(), clock, new Pace(clock));
        for (int tenth = 0; tenth <= 250; tenth++) {
            view.progress(running(tenth * MIB / 10));
            clock.advance(Duration.ofMillis(100));
        }
        view.done(Snapshots.of(1, "nightly", JobStatus.CONCLUDED, 100 * MIB, 100 * MIB));
        assertEquals(
                List.of(
                        "nightly: 10 % of 100 MiB, 1.00 MiB/s, 1 min 30 s left",
                        "nightly: 20 % of 100 MiB, 1.00 MiB/s, 1 min 20 s left",
                        "nightly: done, 100 MiB in 25 s, 3.98 MiB/s"),
                host.outLines());
    }

    @Test
    void aJobThatStandsStillHasNoRate() {
        LineView view = new LineView(host.out(), clock, new Pace(clock));
        clock.advance(Duration.ofSeconds(10));
        view.progress(Snapshots.of(1, "nightly", JobStatus.PAUSED, 50 * MIB, 100 * MIB));
        assertEquals(List.of("nightly: 50 % of 100 MiB, paused"), host.outLines());
    }

    @Test
    void theLineFitsEveryTerminal() {
        FakeScreen screen = new FakeScreen(s -> {});
        ScreenView view = new ScreenView(screen, clock, new Pace(clock));
        for (int columns : new int[] {200, 100, 60, 40}) {
            screen.columns = columns;
            view.progress(running(50 * MIB));
            boolean fits = screen.last().length() < columns;
            assertTrue(fits || columns < 60, screen.last());
            assertTrue(screen.last().contains("50 % of 100 MiB"), screen.last());
        }
        screen.columns = 100;
        view.progress(running(50 * MIB));
        assertTrue(screen.last().startsWith("nightly [" + "#".repeat(20) + "-".repeat(20) + "] 50 %"), screen.last());
    }

    @Test
    void aNoteIsShownForAWhile() {
        FakeScreen screen = new FakeScreen(s -> {});
        ScreenView view = new ScreenView(screen, clock, new Pace(clock));
        view.note("it will not");
        view.progress(running(0));
        assertTrue(screen.last().contains("(it will not)"), screen.last());
        clock.advance(Duration.ofSeconds(5));
        view.progress(running(0));
        assertTrue(screen.last().contains("(p pause, +/- speed)"), screen.last());
    }

    @Test
    void eventsLookAsOnTheWire() {
        JobKey key = new JobKey(1);
        Instant at = Instant.ofEpochSecond(12, 345_678_999);
        JobProgress.Value progress = new JobProgress.Value(5, 10);
        JsonView view = new JsonView(host.out(), clock);
        view.event(new JobEvent.StatusChange(key, "b", "backup", at, JobStatus.STANDBY));
        view.event(new JobEvent.Ready(key, "b", "mirror", at, progress, 7));
        view.event(new JobEvent.Pending(key, "b", "backup", at));
        view.event(new JobEvent.Completed(key, "b", "backup", at, progress, 7, null));
        view.event(new JobEvent.Completed(key, "b", "backup", at, progress, 7, "Input/output error"));
        view.event(new JobEvent.Cancelled(key, "b", "backup", at, progress, 7));
        view.event(new JobEvent.IoError(key, "b", "backup", at, true, "report"));
        String stamp = "{\"timestamp\": {\"seconds\": 12, \"microseconds\": 345678}, \"event\": ";
        String job = "\"device\": \"b\", \"len\": 10, \"offset\": 5, \"speed\": 7";
        assertEquals(
                List.of(
                        stamp + "\"JOB_STATUS_CHANGE\", \"data\": {\"status\": \"standby\", \"id\": \"b\"}}",
                        stamp + "\"BLOCK_JOB_READY\", \"data\": {\"type\": \"mirror\", " + job + "}}",
                        stamp + "\"BLOCK_JOB_PENDING\", \"data\": {\"type\": \"backup\", \"id\": \"b\"}}",
                        stamp + "\"BLOCK_JOB_COMPLETED\", \"data\": {\"type\": \"backup\", " + job + "}}",
                        stamp + "\"BLOCK_JOB_COMPLETED\", \"data\": {\"type\": \"backup\", " + job
                                + ", \"error\": \"Input/output error\"}}",
                        stamp + "\"BLOCK_JOB_CANCELLED\", \"data\": {\"type\": \"backup\", " + job + "}}",
                        stamp + "\"BLOCK_JOB_ERROR\", \"data\": {\"device\": \"b\", \"operation\": \"read\", "
                                + "\"action\": \"report\"}}"),
                host.outLines());
    }

    @Test
    void jsonProgressComesOnceASecondWhileItChanges() {
        JsonView view = new JsonView(host.out(), clock);
        for (int tenth = 0; tenth < 40; tenth++) {
            view.progress(running(Math.min(tenth, 15)));
            clock.advance(Duration.ofMillis(100));
        }
        assertEquals(
                List.of(
                        "{\"id\": \"nightly\", \"type\": \"backup\", \"status\": \"running\", \"current-progress\": 0, "
                                + "\"total-progress\": 104857600}",
                        "{\"id\": \"nightly\", \"type\": \"backup\", \"status\": \"running\", \"current-progress\":"
                                + " 10, \"total-progress\": 104857600}",
                        "{\"id\": \"nightly\", \"type\": \"backup\", \"status\": \"running\", \"current-progress\":"
                                + " 15, \"total-progress\": 104857600}"),
                host.outLines());
    }

    @Test
    void theLastUnitCountsAsFarAsTheImageReaches() {
        Pace pace = new Pace(clock, 513);
        JobSnapshot last = Snapshots.of(1, "nightly", JobStatus.CONCLUDED, 1024, 1024);
        assertEquals("100 % of 513 B, done", pace.text(last));
        assertTrue(pace.total(last, clock.now()).startsWith("513 B in "), pace.total(last, clock.now()));
        assertEquals("100 % of 1.00 KiB", new Pace(clock, 512).numbers(last));
        assertEquals("100 % of 1.00 KiB", new Pace(clock, 1024).numbers(last));
    }

    private static JobSnapshot running(long done) {
        return Snapshots.of(1, "nightly", JobStatus.RUNNING, done, 100 * MIB);
    }
}
