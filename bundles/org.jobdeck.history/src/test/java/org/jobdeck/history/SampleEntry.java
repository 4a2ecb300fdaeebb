package org.jobdeck.history;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jobdeck.job.common.JobProgress;
import org.jobdeck.job.common.JobResource;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.source.VerbOutcome;

/** Entries for tests. */
final class SampleEntry {

    static final Instant START = Instant.parse("2026-03-01T10:00:00.250Z");

    private SampleEntry() {}

    /** With something in every member. */
    static HistoryEntry full(long id) {
        return new HistoryEntry(
                id,
                new HistoryOrigin("vm1", "unix:/run/vm1.qmp", "shop", "Jobdeck"),
                "nightly",
                "backup",
                List.of(
                        new JobResource("source", "disk0", "/images/\u00fcber.raw"),
                        new JobResource("target", "t", "")),
                List.of("nightly", "weekly"),
                START,
                List.of(
                        new HistoryState(JobStatus.CREATED, START),
                        new HistoryState(JobStatus.RUNNING, START.plusMillis(5)),
                        new HistoryState(JobStatus.NULL, START.plusSeconds(90))),
                HistoryOutcome.FAILED,
                START.plusSeconds(90),
                "No space left on device",
                new JobProgress.Value(1L << 40, 3L << 40),
                123_456_789,
                List.of(
                        new HistoryVerb("pause", START.plusSeconds(2), Duration.ofMillis(7), VerbOutcome.DONE),
                        new HistoryVerb(
                                "cancel",
                                START.plusSeconds(3),
                                Duration.ofMillis(1500),
                                VerbOutcome.refused("Job 'nightly' is busy")),
                        new HistoryVerb("dismiss", START.plusSeconds(4), null, null)));
    }

    /** As a source tells it: without number, members and verbs. */
    static HistoryEntry told(String address, String job, long done, HistoryOutcome outcome) {
        boolean over = !outcome.isOpen();
        return new HistoryEntry(
                0,
                new HistoryOrigin("vm1", address, "", ""),
                job,
                "mirror",
                List.of(),
                List.of(),
                START,
                List.of(
                        new HistoryState(JobStatus.CREATED, START),
                        new HistoryState(over ? JobStatus.NULL : JobStatus.RUNNING, START.plusSeconds(done))),
                outcome,
                over ? START.plusSeconds(done) : null,
                null,
                new JobProgress.Value(done, 1000),
                0,
                List.of());
    }
}
