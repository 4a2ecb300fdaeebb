package org.jobdeck.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jobdeck.job.common.Changes;
import org.jobdeck.job.common.IoStatus;
import org.jobdeck.job.common.JobEnding;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.common.JobOutcome;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.loop.ManualClock;
import org.jobdeck.source.JobSource;
import org.jobdeck.source.SourceState;
import org.jobdeck.source.SourceStatus;
import org.jobdeck.source.VerbOutcome;
import org.jobdeck.source.VerbRequest;
import org.junit.jupiter.api.Test;

class JobTreeTest {

    private static final long MIB = 1 << 20;

    private final Deque<Changes> answers = new ArrayDeque<>();
    private final JobTree tree = new JobTree(new Answers(), new ManualClock());

    @Test
    void sourceTransactionJobNodes() {
        answers.add(new Changes(
                1,
                List.of(
                        Snapshots.of(1, "alone", JobStatus.PAUSED, MIB, 4 * MIB),
                        Snapshots.full(2, "first", JobStatus.WAITING, MIB, MIB, 9, 2, IoStatus.OK, 0, null)),
                List.of(),
                false,
                true));
        answers.add(new Changes(
                2,
                List.of(
                        Snapshots.full(3, "second", JobStatus.PAUSED, 0, MIB, 9, 2, IoStatus.NOSPACE, 0, null),
                        Snapshots.full(
                                4, "broken", JobStatus.CONCLUDED, 0, MIB, 4, 1, IoStatus.OK, -5, "Input/output error")),
                List.of(),
                false,
                false));
        tree.refresh();
        assertEquals(
                List.of(
                        "fake  (4 jobs)",
                        "|- alone      [#####---------------] paused, 25 % of 4.00 MiB",
                        "|  |- source: disk  /images/disk.raw",
                        "|  `- target: copy",
                        "|- transaction of 2 jobs",
                        "|  |- first   [####################] waiting for its transaction, 100 % of 1.00 MiB",
                        "|  |  |- source: disk  /images/disk.raw",
                        "|  |  `- target: copy",
                        "|  `- second  [--------------------] stopped: no space, 0 % of 1.00 MiB",
                        "|     |- source: disk  /images/disk.raw",
                        "|     `- target: copy",
                        "`- broken     [--------------------] failed, 0 % of 1.00 MiB, Input/output error",
                        "   |- source: disk  /images/disk.raw",
                        "   `- target: copy"),
                tree.lines(200, 100, ""));
        assertEquals(
                List.of(
                        "fake  (4 jobs)",
                        "|- alone      [####",
                        "|- transaction of 2",
                        "|  |- first   [####",
                        "|  `- second  [----",
                        "`- broken     [----",
                        "q ends"),
                tree.lines(19, 10, "q ends"));
        assertEquals(List.of("fake  (4 jobs)", "... and 5 more lines", "q ends"), tree.lines(100, 3, "q ends"));
    }

    @Test
    void jobsGoAndAResyncForgetsAll() {
        answers.add(new Changes(1, List.of(job(1), job(2)), List.of(), false, false));
        answers.add(new Changes(
                2,
                List.of(),
                List.of(new JobEnding(new JobKey(1), JobOutcome.DONE, null, Instant.EPOCH)),
                false,
                false));
        answers.add(new Changes(3, List.of(job(3)), List.of(), true, false));
        tree.refresh();
        assertEquals("fake  (2 jobs)", tree.lines(80, 80, "").getFirst());
        tree.refresh();
        assertEquals("fake  (1 job)", tree.lines(80, 80, "").getFirst());
        tree.refresh();
        assertEquals(
                "`- job3  [--------------------] running, 0 % of 100 B, 0 B/s",
                tree.lines(80, 3, "").get(1));
    }

    private static org.jobdeck.job.common.JobSnapshot job(int serial) {
        return Snapshots.of(serial, "job" + serial, JobStatus.RUNNING, 0, 100);
    }

    private final class Answers implements JobSource {
        @Override
        public String name() {
            return "fake";
        }

        @Override
        public SourceStatus status() {
            return new SourceStatus(SourceState.LIVE, "", Instant.EPOCH);
        }

        @Override
        public Changes changesSince(long version) {
            assertEquals(answers.getFirst().version() - 1, version);
            return answers.removeFirst();
        }

        @Override
        public Optional<Changes> tryChangesSince(long version) {
            return Optional.of(changesSince(version));
        }

        @Override
        public AutoCloseable addChangeListener(Runnable listener) {
            return () -> {};
        }

        @Override
        public CompletionStage<VerbOutcome> apply(JobKey job, VerbRequest verb) {
            return CompletableFuture.completedFuture(VerbOutcome.refused("not here"));
        }

        @Override
        public void close() {
            // nothing to close
        }
    }
}
