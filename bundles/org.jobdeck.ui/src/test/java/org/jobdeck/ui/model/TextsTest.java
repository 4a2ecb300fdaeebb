package org.jobdeck.ui.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.jobdeck.job.common.IoStatus;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.loop.Errno;
import org.jobdeck.source.SourceState;
import org.junit.jupiter.api.Test;

class TextsTest {

    private static String state(SampleJob job) {
        return StateText.of(job.snapshot()) + "/" + Tone.of(job.snapshot());
    }

    /** What a job was when its source was heard last is not what it is; only what is over stays as it was. */
    @Test
    void theStateOfAJobIsNotKnownWhileItsSourceIsSilent() {
        JobView running = SampleJob.running(1).view(SourceState.LOST);
        assertEquals("Connection lost", StateText.of(running));
        assertEquals(Tone.LOST, Tone.of(running));
        JobView done = SampleJob.running(1).at(JobStatus.CONCLUDED).view(SourceState.NOT_ANSWERING);
        assertEquals("Done", StateText.of(done));
        assertEquals(Tone.DONE, Tone.of(done));
    }

    @Test
    void whatCannotBeToldIsADash() {
        assertEquals("–", Figures.rate(0));
        assertEquals("50.0 MiB/s", Figures.rate(50L << 20));
        assertEquals("–", Figures.seconds(JobView.UNKNOWN));
        assertEquals("not converging", Figures.seconds(JobView.NEVER));
        assertEquals("1 min 05 s", Figures.seconds(65));
    }

    @Test
    void writtenSpeedsAreRead() {
        assertEquals(Optional.of(5L << 19), Speeds.parse(" 2.5 ", Speeds.Unit.MIB));
        assertEquals(Optional.of(5L << 19), Speeds.parse("2,5", Speeds.Unit.MIB));
        assertEquals(Optional.of(0L), Speeds.parse("0", Speeds.Unit.GIB));
        assertEquals(Optional.empty(), Speeds.parse("-1", Speeds.Unit.MIB));
        assertEquals(Optional.empty(), Speeds.parse("fast", Speeds.Unit.MIB));
        assertEquals(Optional.empty(), Speeds.parse("", Speeds.Unit.MIB));
        assertEquals(Optional.empty(), Speeds.parse("9".repeat(30), Speeds.Unit.MIB));
    }

    @Test
    void aSpeedIsWrittenInTheUnitThatFits() {
        assertEquals(Speeds.Unit.MIB, Speeds.unitFor(50L << 20));
        assertEquals("50", Speeds.format(50L << 20, Speeds.Unit.MIB));
        assertEquals(Speeds.Unit.GIB, Speeds.unitFor(1L << 30));
        assertEquals(Speeds.Unit.KIB, Speeds.unitFor(1000));
        assertEquals("0.9765625", Speeds.format(1000, Speeds.Unit.KIB));
        assertEquals("0", Speeds.format(0, Speeds.unitFor(0)));
        assertEquals("No limit", Speeds.label(0));
        assertEquals("50 MiB/s", Speeds.label(50L << 20));
    }

    @Test
    void endedByTheUserFailedAndDoneLookDifferent() {
        SampleJob job = SampleJob.running(1);
        assertEquals("Done/DONE", state(job.ended(0, null)));
        assertEquals("Failed/FAILED", state(job.ended(-Errno.EIO.number(), "Input/output error")));
        assertEquals(
                "Cancelled/CANCELLED",
                state(job.cancelled(true).ended(-Errno.ECANCELED.number(), "Operation canceled")));
    }

    @Test
    void statesOnTheWayHaveWordsOfTheirOwn() {
        SampleJob job = SampleJob.running(1);
        assertEquals("Created/IDLE", state(job.at(JobStatus.CREATED)));
        assertEquals("Running/ACTIVE", state(job));
        assertEquals("Pausing/ACTIVE", state(job.pausedByUser()));
        assertEquals("Paused/PAUSED", state(job.pausedByUser().at(JobStatus.PAUSED)));
        assertEquals("Cancelling/CANCELLED", state(job.cancelled(false)));
        assertEquals("Ready/ATTENTION", state(job.at(JobStatus.READY)));
        assertEquals("Pending/ATTENTION", state(job.at(JobStatus.PENDING)));
        assertEquals("Waiting/WAITING", state(job.at(JobStatus.WAITING)));
        assertEquals(
                "Stopped: no space/FAILED", state(job.stopped(IoStatus.NOSPACE).at(JobStatus.PAUSED)));
        assertEquals(
                "Stopped: I/O error/FAILED", state(job.stopped(IoStatus.FAILED).at(JobStatus.PAUSED)));
    }
}
