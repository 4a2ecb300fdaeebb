package org.jobdeck.ui.model.overview;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.jobdeck.job.common.IoStatus;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.source.SourceState;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.SampleJob;
import org.jobdeck.ui.model.Tone;
import org.junit.jupiter.api.Test;

final class OverviewTest {

    private static JobView moving(long serial, long rate) {
        return new JobView(
                0,
                SourceState.LIVE,
                SampleJob.running(serial).snapshot(),
                0,
                rate,
                0,
                JobView.UNKNOWN,
                List.of(),
                Optional.empty());
    }

    private static List<Long> serials(List<JobView> jobs) {
        return jobs.stream().map(job -> job.snapshot().key().serial()).toList();
    }

    @Test
    void countsStatesLoudestFirst() {
        Overview overview = Overview.of(List.of(
                moving(1, 100),
                moving(2, 50),
                SampleJob.running(3).ended(-5, "Input/output error").view(),
                SampleJob.running(4).at(JobStatus.READY).view(),
                SampleJob.running(5).ended(0, null).view()));
        assertEquals(
                List.of(
                        new Overview.StateCount("failed", Tone.FAILED, 1),
                        new Overview.StateCount("ready", Tone.ATTENTION, 1),
                        new Overview.StateCount("running", Tone.ACTIVE, 2),
                        new Overview.StateCount("done", Tone.DONE, 1)),
                overview.states());
        assertEquals(5, overview.jobs());
        assertEquals(2, overview.moving());
        assertEquals(150, overview.rate());
        assertEquals(2, overview.undismissed());
    }

    @Test
    void tellsWhoWaitsForAnOrder() {
        Overview overview = Overview.of(List.of(
                SampleJob.running(1).at(JobStatus.READY).view(),
                SampleJob.running(2).at(JobStatus.PENDING).view(),
                SampleJob.running(3).at(JobStatus.WAITING).view(),
                SampleJob.running(4).stopped(IoStatus.NOSPACE).view(),
                SampleJob.running(5).at(JobStatus.READY).view(SourceState.LOST)));
        assertEquals(List.of(1L, 2L), serials(overview.deciding()));
        assertEquals(List.of(4L), serials(overview.stopped()));
    }
}
