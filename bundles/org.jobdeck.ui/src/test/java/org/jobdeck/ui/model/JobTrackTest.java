package org.jobdeck.ui.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.loop.ManualClock;
import org.jobdeck.source.SourceState;
import org.junit.jupiter.api.Test;

class JobTrackTest {

    private final ManualClock clock = new ManualClock();
    private final JobTrack track = new JobTrack(0, clock, () -> Duration.ofSeconds(60));

    private JobView at(long seconds, SampleJob job) {
        clock.advance(Duration.ofSeconds(seconds).minus(Duration.ofNanos(clock.nanoTime())));
        return track.update(job.snapshot(), SourceState.LIVE);
    }

    @Test
    void rateIsThatOfTheLastSecondsAndAverageThatOfAll() {
        at(0, SampleJob.running(1).progress(0, 100_000));
        JobView slow = at(10, SampleJob.running(1).progress(1000, 100_000));
        assertEquals(100, slow.rate());
        assertEquals(100, slow.average());
        for (int s = 11; s <= 20; s++) {
            at(s, SampleJob.running(1).progress(1000 + (s - 10) * 500L, 100_000));
        }
        JobView fast = track.view(SourceState.LIVE);
        assertEquals(500, fast.rate());
        assertEquals(300, fast.average());
        assertEquals((100_000 - 6000) / 500, fast.etaSeconds());
    }

    /** As a mirror does while the guest writes. */
    @Test
    void workThatGrowsHasItsEndWhenTheRestIsDoneOrNever() {
        for (int s = 0; s <= 4; s++) {
            at(s, SampleJob.running(1).progress(s * 1000L, 100_000 + s * 500L));
        }
        JobView grows = track.view(SourceState.LIVE);
        assertEquals(1000, grows.rate());
        assertEquals((102_000 - 4000) / 500, grows.etaSeconds());
        for (int s = 5; s <= 9; s++) {
            at(s, SampleJob.running(1).progress(s * 1000L, 102_000 + (s - 4) * 1500L));
        }
        JobView outgrown = track.view(SourceState.LIVE);
        assertEquals(1000, outgrown.rate());
        assertEquals(JobView.NEVER, outgrown.etaSeconds());
        assertEquals(
                JobView.UNKNOWN,
                at(10, SampleJob.running(1).progress(10_000, 111_000).at(JobStatus.PAUSED))
                        .etaSeconds());
    }

    @Test
    void rateFallsWhenNothingComesAnyMore() {
        at(0, SampleJob.running(1).progress(0, 100_000));
        at(1, SampleJob.running(1).progress(1000, 100_000));
        assertEquals(1000, track.view(SourceState.LIVE).rate());
        clock.advance(Duration.ofSeconds(1));
        assertEquals(500, track.view(SourceState.LIVE).rate());
        clock.advance(Duration.ofSeconds(8));
        assertEquals(0, track.view(SourceState.LIVE).rate());
        assertEquals(JobView.UNKNOWN, track.view(SourceState.LIVE).etaSeconds());
    }

    @Test
    void aPauseDoesNotCount() {
        at(0, SampleJob.running(1).progress(0, 100_000));
        at(2, SampleJob.running(1).progress(2000, 100_000));
        JobView paused = at(3, SampleJob.running(1).progress(2000, 100_000).at(JobStatus.PAUSED));
        assertEquals(0, paused.rate());
        assertEquals(JobView.UNKNOWN, paused.etaSeconds());
        at(60, SampleJob.running(1).progress(2000, 100_000));
        JobView on = at(61, SampleJob.running(1).progress(3000, 100_000));
        assertEquals(1000, on.rate());
    }

    @Test
    void barNeverRunsBackwards() {
        assertEquals(0.5, at(0, SampleJob.running(1).progress(500, 1000)).fraction());
        assertEquals(0.5, at(1, SampleJob.running(1).progress(600, 2000)).fraction());
        assertEquals(0.9, at(2, SampleJob.running(1).progress(1800, 2000)).fraction());
    }

    @Test
    void barStaysBetweenNothingAndAll() {
        assertEquals(0, at(0, SampleJob.running(1).progress(0, 0)).fraction());
        assertEquals(1, at(1, SampleJob.running(1).progress(3000, 2000)).fraction());
    }

    @Test
    void historyHoldsEachStateOnce() {
        Instant one = Instant.ofEpochSecond(1);
        Instant two = Instant.ofEpochSecond(2);
        at(1, SampleJob.running(1).at(JobStatus.RUNNING, one));
        at(1, SampleJob.running(1).at(JobStatus.RUNNING, one).progress(5, 10));
        JobView view = at(2, SampleJob.running(1).at(JobStatus.PENDING, two));
        assertEquals(
                List.of(
                        new StateEntry(JobStatus.CREATED, Instant.EPOCH),
                        new StateEntry(JobStatus.RUNNING, one),
                        new StateEntry(JobStatus.PENDING, two)),
                view.history());
    }

    @Test
    void averageStopsWithTheWork() {
        at(0, SampleJob.running(1).progress(0, 1000));
        Instant ten = Instant.ofEpochSecond(10);
        at(10, SampleJob.running(1).progress(1000, 1000).at(JobStatus.PENDING, ten));
        assertEquals(
                100,
                at(90, SampleJob.running(1).progress(1000, 1000).at(JobStatus.CONCLUDED, Instant.ofEpochSecond(90)))
                        .average());
    }
}
