package org.jobdeck.ui.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jobdeck.job.common.IoStatus;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.loop.ManualClock;
import org.jobdeck.source.MachineStatus;
import org.jobdeck.source.SourceState;
import org.junit.jupiter.api.Test;

class MotionTest {

    private static final long GIB = 1L << 30;

    private final ManualClock clock = new ManualClock();
    private Duration patience = Duration.ofSeconds(60);
    private final JobTrack track = new JobTrack(0, clock, () -> patience);

    private JobView now(SampleJob job) {
        return track.update(job.snapshot(), SourceState.LIVE);
    }

    private JobView after(long seconds) {
        clock.advance(Duration.ofSeconds(seconds));
        return track.view(SourceState.LIVE);
    }

    private Cells cells(JobView job) {
        return CellText.job(job, new SourceFacts(0, "engine", SourceState.LIVE, "", MachineStatus.NONE), clock.now());
    }

    @Test
    void aJobAtWorkThatDoesNotComeOnForLongIsStalled() {
        now(SampleJob.running(1).progress(100, 1000));
        assertFalse(after(59).isStalled());
        JobView stalled = after(1);
        assertTrue(stalled.isStalled());
        assertEquals("Stalled", StateText.of(stalled));
        assertEquals(Tone.STALLED, Tone.of(stalled));
        assertFalse(now(SampleJob.running(1).progress(101, 1000)).isStalled(), "it comes on again");
        assertFalse(after(59).isStalled());
        assertTrue(after(1).isStalled());
    }

    @Test
    void thePatienceIsTheUsersAndCountsAtOnce() {
        now(SampleJob.running(1).progress(100, 1000));
        assertFalse(after(10).isStalled());
        patience = Duration.ofSeconds(5);
        assertTrue(after(0).isStalled());
    }

    @Test
    void whoNeedNotComeOnIsNotStalled() {
        for (SampleJob job : List.of(
                SampleJob.running(1).pausedByUser().at(JobStatus.PAUSED),
                SampleJob.running(1).at(JobStatus.READY),
                SampleJob.running(1).at(JobStatus.WAITING),
                SampleJob.running(1).at(JobStatus.PENDING),
                SampleJob.running(1).at(JobStatus.CONCLUDED))) {
            now(job);
            assertFalse(after(1000).isStalled(), job.status()::name);
        }
        now(SampleJob.running(1));
        clock.advance(Duration.ofSeconds(1000));
        assertFalse(track.view(SourceState.LOST).isStalled(), "nobody knows");
        now(SampleJob.running(1).stopped(IoStatus.NOSPACE));
        assertFalse(after(1000).isStalled(), "that it stands still for an error is told already");
    }

    @Test
    void aPauseIsNoTimeWithoutProgress() {
        now(SampleJob.running(1).progress(100, 1000));
        clock.advance(Duration.ofSeconds(30));
        now(SampleJob.running(1).progress(100, 1000).pausedByUser().at(JobStatus.PAUSED));
        clock.advance(Duration.ofSeconds(500));
        assertFalse(now(SampleJob.running(1).progress(100, 1000)).isStalled());
        assertFalse(after(59).isStalled());
        assertTrue(after(1).isStalled());
    }

    @Test
    void theLastProgressIsToldOnceItWasSeen() {
        JobView first = now(SampleJob.running(1).progress(100, 1000));
        assertEquals(Optional.empty(), first.motion().lastProgress());
        assertEquals("–", cells(first).text(Column.LAST_PROGRESS));
        clock.advance(Duration.ofSeconds(5));
        Instant seen = clock.now();
        now(SampleJob.running(1).progress(200, 1000));
        clock.advance(Duration.ofSeconds(1));
        assertEquals("now", cells(track.view(SourceState.LIVE)).text(Column.LAST_PROGRESS));
        JobView later = after(11);
        assertEquals(Optional.of(seen), later.motion().lastProgress());
        assertEquals("10 s ago", cells(later).text(Column.LAST_PROGRESS));
    }

    /** Wish 11: the bar stays, and the moving total is told. */
    @Test
    void aTotalThatGrowsIsToldAndTheBarDoesNotFall() {
        now(SampleJob.running(1).progress(5 * GIB, 10 * GIB));
        clock.advance(Duration.ofSeconds(6));
        JobView grown = now(SampleJob.running(1).progress(6 * GIB, 20 * GIB / 10 * 8));
        assertEquals(0.5, grown.fraction());
        clock.advance(Duration.ofSeconds(1));
        JobView more = now(SampleJob.running(1).progress(8 * GIB, 12 * GIB));
        assertEquals("66 % of 12.0 GiB, growing", cells(more).text(Column.PROGRESS));
        after(6);
        now(SampleJob.running(1).progress(9 * GIB, 12 * GIB));
        after(6);
        assertEquals(Motion.Trend.STEADY, after(6).motion().trend());
    }

    @Test
    void whatIsDirtiedFasterThanItIsCopiedIsTold() {
        now(SampleJob.running(1).progress(4 * GIB, 10 * GIB));
        for (int i = 1; i <= 8; i++) {
            clock.advance(Duration.ofSeconds(1));
            now(SampleJob.running(1).progress((4 + i) * GIB, (10 + 2L * i) * GIB));
        }
        JobView behind = track.view(SourceState.LIVE);
        assertEquals(Motion.Trend.DIVERGING, behind.motion().trend());
        assertEquals("46 %, dirtying faster than copying", cells(behind).text(Column.PROGRESS));
    }

    @Test
    void theFirstTotalIsNoGrowth() {
        now(SampleJob.running(1).progress(0, 0));
        clock.advance(Duration.ofSeconds(6));
        assertEquals(
                Motion.Trend.STEADY,
                now(SampleJob.running(1).progress(GIB, 10 * GIB)).motion().trend());
    }
}
