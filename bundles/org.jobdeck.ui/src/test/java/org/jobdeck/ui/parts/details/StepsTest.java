package org.jobdeck.ui.parts.details;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jobdeck.job.common.IoStatus;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.source.MachineStatus;
import org.jobdeck.source.SourceState;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.SampleJob;
import org.jobdeck.ui.model.StateEntry;
import org.junit.jupiter.api.Test;

final class StepsTest {

    private static final Instant START = Instant.EPOCH;

    private static JobView job(StateEntry... history) {
        return new JobView(
                0,
                SourceState.LIVE,
                SampleJob.running(1).snapshot(),
                0,
                0,
                0,
                JobView.UNKNOWN,
                List.of(history),
                Optional.empty());
    }

    private static StateEntry at(JobStatus status, long millis) {
        return new StateEntry(status, START.plusMillis(millis));
    }

    @Test
    void eachStateLastsUntilTheNextAndTheLastUntilNow() {
        List<Steps.Step> steps = Steps.of(
                job(at(JobStatus.CREATED, 0), at(JobStatus.RUNNING, 250), at(JobStatus.READY, 61_250)),
                START.plusMillis(75_250));
        assertEquals(
                List.of(Duration.ofMillis(250), Duration.ofSeconds(61), Duration.ofSeconds(14)),
                steps.stream().map(Steps.Step::length).toList());
        assertEquals(
                "00:00:00.000   Created   0.250 s\n"
                        + "00:00:00.250   Running   1 min 01 s\n"
                        + "00:01:01.250   Ready   14 s",
                Steps.text(steps, ZoneOffset.UTC));
    }

    @Test
    void whatIsOverHasNoLength() {
        List<Steps.Step> steps =
                Steps.of(job(at(JobStatus.RUNNING, 0), at(JobStatus.CONCLUDED, 1000)), START.plusSeconds(500));
        assertEquals(Duration.ZERO, steps.getLast().length());
        assertTrue(Steps.text(steps, ZoneOffset.UTC).endsWith("Concluded"));
    }

    @Test
    void aBarIsDividedByLengthButShortStatesAreSeen() {
        List<Steps.Step> steps = Steps.of(
                job(at(JobStatus.CREATED, 0), at(JobStatus.RUNNING, 1), at(JobStatus.READY, 60_001)),
                START.plusMillis(120_001));
        assertEquals(List.of(4, 102, 200), Steps.divide(steps, 200, 4));
        assertEquals(List.of(3, 7, 10), Steps.divide(steps, 10, 4), "too narrow: evenly");
        assertEquals(List.of(), Steps.divide(List.of(), 100, 4));
    }

    @Test
    void aJobOrMachineStoppedByItsDisksIsAnAlarmWithWhatToDo() {
        MachineStatus stopped = new MachineStatus("web", "io-error", false);
        List<String> alarms =
                Alarms.of(SampleJob.running(1).stopped(IoStatus.NOSPACE).snapshot(), stopped);
        assertEquals(2, alarms.size());
        assertTrue(alarms.getFirst().contains("Free room there, then resume the job."));
        assertTrue(alarms.getLast().startsWith("The machine ‘web’ stands still"));
        assertTrue(alarms.getLast().contains("resume the machine"));
        assertEquals(
                1,
                Alarms.of(SampleJob.running(1).snapshot(), new MachineStatus("", "paused", false))
                        .size());
        assertEquals(List.of(), Alarms.of(SampleJob.running(1).snapshot(), new MachineStatus("web", "running", true)));
    }
}
