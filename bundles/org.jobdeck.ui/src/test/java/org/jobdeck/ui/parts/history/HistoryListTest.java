package org.jobdeck.ui.parts.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jobdeck.history.HistoryEntry;
import org.jobdeck.history.HistoryJson;
import org.jobdeck.history.HistoryOrigin;
import org.jobdeck.history.HistoryOutcome;
import org.jobdeck.history.HistoryState;
import org.jobdeck.history.HistoryVerb;
import org.jobdeck.job.common.JobProgress;
import org.jobdeck.job.common.JobResource;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.json.JsonArray;
import org.jobdeck.source.VerbOutcome;
import org.jobdeck.ui.export.Export;
import org.junit.jupiter.api.Test;

class HistoryListTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private final HistoryList list = new HistoryList();

    private static HistoryEntry entry(long id, String job, HistoryOutcome outcome, long seconds, String error) {
        return new HistoryEntry(
                id,
                new HistoryOrigin("unix:/run/vm1", "unix:/run/vm1", "shop", ""),
                job,
                "backup",
                List.of(new JobResource("source", "disk" + id, "/images/" + job + ".raw")),
                List.of(),
                START,
                List.of(
                        new HistoryState(JobStatus.CREATED, START),
                        new HistoryState(JobStatus.RUNNING, START.plusMillis(20)),
                        new HistoryState(JobStatus.NULL, START.plusSeconds(seconds))),
                outcome,
                outcome.isOpen() ? null : START.plusSeconds(seconds),
                error,
                new JobProgress.Value(seconds << 20, 100 << 20),
                1 << 20,
                List.of(
                        new HistoryVerb("cancel", START.plusSeconds(1), Duration.ofMillis(15), VerbOutcome.DONE),
                        new HistoryVerb(
                                "dismiss",
                                START.plusSeconds(2),
                                Duration.ofMillis(3),
                                VerbOutcome.refused("Not yet"))));
    }

    private List<Long> ids() {
        return list.shown().stream().map(HistoryEntry::id).toList();
    }

    private void fill() {
        list.set(List.of(
                entry(3, "weekly", HistoryOutcome.RUNNING, 90, null),
                entry(2, "Nightly", HistoryOutcome.FAILED, 5, "No space left on device"),
                entry(1, "daily", HistoryOutcome.CANCELLED, 70, null)));
    }

    @Test
    void theNewestComeFirstAndClicksSort() {
        fill();
        assertEquals(List.of(3L, 2L, 1L), ids());
        list.clicked(HistoryColumn.JOB);
        assertEquals(List.of(1L, 2L, 3L), ids());
        list.clicked(HistoryColumn.JOB);
        assertEquals(List.of(3L, 2L, 1L), ids());
        assertTrue(list.isDescending());
        list.clicked(HistoryColumn.TOOK);
        assertEquals(List.of(2L, 1L, 3L), ids(), "what is still there comes last");
        list.clicked(HistoryColumn.TOOK);
        list.clicked(HistoryColumn.TOOK);
        assertEquals(null, list.column());
        assertEquals(List.of(3L, 2L, 1L), ids());
    }

    /** It is there until it is dismissed, but nothing runs any more. */
    @Test
    void aConcludedJobIsNotCalledRunning() {
        assertEquals("running", OutcomeWords.of(entry(1, "a", HistoryOutcome.RUNNING, 5, null)));
        HistoryEntry seen = entry(1, "a", HistoryOutcome.RUNNING, 5, null);
        HistoryEntry concluded = new HistoryEntry(
                seen.id(),
                seen.origin(),
                seen.job(),
                seen.type(),
                seen.nodes(),
                seen.members(),
                seen.created(),
                List.of(new HistoryState(JobStatus.CONCLUDED, START)),
                seen.outcome(),
                null,
                null,
                seen.progress(),
                seen.averageRate(),
                seen.verbs());
        assertEquals("ended, not dismissed", OutcomeWords.of(concluded));
    }

    @Test
    void theFilterLooksEverywhere() {
        fill();
        list.filter("space");
        assertEquals(List.of(2L), ids());
        list.filter("SHOP cancelled");
        assertEquals(List.of(1L), ids());
        list.filter("/images/weekly");
        assertEquals(List.of(3L), ids());
        list.filter("nobody");
        assertEquals(List.of(), ids());
        assertEquals(3, list.size());
        list.filter(" ");
        assertEquals(3, ids().size());
    }

    @Test
    void whatIsShownIsExported() {
        fill();
        list.filter("space");
        Export export = HistoryList.export(list.shown());
        assertEquals("Error", export.sheet().columns().getLast());
        List<String> row = export.sheet().rows().getFirst();
        assertEquals(
                List.of("Nightly", "failed", "backup", "shop", "5.000 s", "5.00 MiB", "1.00 MiB/s"), row.subList(1, 8));
        assertEquals("No space left on device", row.getLast());
        assertEquals(new JsonArray(List.of(HistoryJson.write(list.shown().getFirst()))), export.json());
    }

    @Test
    void theDetailTellsStatesAndLatencies() {
        String text = HistoryDetail.of(entry(2, "Nightly", HistoryOutcome.CANCELLED, 5, null));
        assertTrue(text.startsWith("Nightly (backup): cancelled\n"), text);
        assertTrue(text.contains("source: disk2  ·  /images/Nightly.raw\n"), text);
        assertTrue(text.contains("Created   0.020 s\n"), text);
        assertTrue(text.contains("Running   4.980 s\n"), text);
        assertTrue(text.contains("cancel: done after 0.015 s; the job ended 4.000 s after it was asked for\n"), text);
        assertTrue(text.contains("dismiss: refused after 0.003 s: Not yet\n"), text);
        assertFalse(text.contains("Error"), text);
        assertTrue(HistoryDetail.of(entry(2, "x", HistoryOutcome.UNKNOWN, 5, null))
                .startsWith("x (backup): outcome unknown\nIt ended when nobody was there to see how.\n"));
        assertTrue(HistoryDetail.of(entry(2, "x", HistoryOutcome.FAILED, 5, "Input/output error"))
                .contains("Error: Input/output error\n"));
    }
}
