package org.jobdeck.source.qmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jobdeck.job.common.Changes;
import org.jobdeck.job.common.IoStatus;
import org.jobdeck.job.common.JobEnding;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.common.JobOutcome;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonParseException;
import org.jobdeck.qmp.QmpEvent;
import org.junit.jupiter.api.Test;

/** What is made of a server's events and answers. */
class JobBookTest {
    private final JobBook book = new JobBook();
    private Instant now = Instant.ofEpochSecond(1_000);
    private long seen;

    private static JsonObject object(String text) {
        try {
            return (JsonObject) JsonDocument.parse(text);
        } catch (JsonParseException e) {
            throw new AssertionError(e);
        }
    }

    private void event(String name, String data) {
        now = now.plusSeconds(1);
        assertTrue(book.event(new QmpEvent(name, Optional.of(object(data)), now)));
    }

    private void status(String id, String status) {
        event("JOB_STATUS_CHANGE", "{'id': '" + id + "', 'status': '" + status + "'}");
    }

    private void jobs(String... infos) {
        now = now.plusSeconds(1);
        JsonArray.Builder list = JsonArray.builder();
        for (String info : infos) {
            list.add(object(info));
        }
        book.takeJobs(list.build(), now);
    }

    private static String info(String id, String status, long current, long total) {
        return "{'id': '" + id + "', 'type': 'backup', 'status': '" + status + "', 'current-progress': " + current
                + ", 'total-progress': " + total + "}";
    }

    private Changes changes() {
        Changes changes = book.picture().since(seen);
        seen = changes.version();
        return changes;
    }

    private JobSnapshot only() {
        List<RemotePicture.Entry> jobs = book.picture().jobs();
        assertEquals(1, jobs.size());
        return jobs.getFirst().job();
    }

    private JobEnding onlyEnding() {
        List<JobEnding> ended = changes().ended();
        assertEquals(1, ended.size());
        return ended.getFirst();
    }

    @Test
    void aJobIsFollowedFromItsFirstEventToItsLast() {
        changes();
        status("a", "created");
        assertTrue(book.hasUndescribed());
        status("a", "running");
        JobSnapshot job = only();
        assertEquals(JobStatus.RUNNING, job.status());
        assertEquals(Instant.ofEpochSecond(1_001), job.created());
        assertEquals(Instant.ofEpochSecond(1_002), job.statusSince());
        assertTrue(book.isMoving());
        jobs(info("a", "running", 10, 100));
        book.takeBlockJobs(JsonArray.of(object("{'device': 'a', 'type': 'backup', 'len': 100, 'offset': 10, 'busy':"
                + " true, 'paused': false, 'speed': 4096, 'io-status': 'nospace', 'ready': false, 'status': 'running',"
                + " 'auto-finalize': false, 'auto-dismiss': false}")));
        job = only();
        assertFalse(book.hasUndescribed());
        assertEquals("backup", job.type());
        assertEquals(10, job.progress().current());
        assertEquals(4096, job.speed());
        assertEquals(IoStatus.NOSPACE, job.ioStatus());
        assertFalse(job.autoDismiss() || job.autoFinalize());
        assertEquals(Instant.ofEpochSecond(1_002), job.statusSince(), "an answer does not change when it began");
        Changes first = changes();
        assertEquals(List.of(job), first.upserted());
        assertTrue(changes().isEmpty());
        status("a", "waiting");
        event("BLOCK_JOB_COMPLETED", "{'device': 'a', 'type': 'backup', 'len': 100, 'offset': 100, 'speed': 0}");
        status("a", "concluded");
        assertEquals(100, only().progress().current());
        JobSnapshot last = only();
        status("a", "null");
        JobEnding ending = onlyEnding();
        assertEquals(new JobEnding(job.key(), JobOutcome.DONE, null, now, last), ending);
        assertEquals(List.of(), book.picture().jobs());
    }

    @Test
    void everyOutcomeIsTold() {
        status("first", "created");
        status("first", "null");
        changes();
        status("f", "running");
        status("f", "aborting");
        assertNotEquals(0, only().result(), "who aborts does not end well");
        event(
                "BLOCK_JOB_COMPLETED",
                "{'device': 'f', 'type': 'backup', 'len': 9, 'offset': 1, 'speed': 0, 'error': 'No'}");
        assertEquals("No", only().error());
        status("f", "null");
        JobEnding failed = onlyEnding();
        assertEquals(JobOutcome.FAILED, failed.outcome());
        assertEquals("No", failed.error());

        status("c", "running");
        status("c", "aborting");
        event("BLOCK_JOB_CANCELLED", "{'device': 'c', 'type': 'backup', 'len': 9, 'offset': 1, 'speed': 0}");
        status("c", "null");
        assertEquals(JobOutcome.CANCELLED, onlyEnding().outcome());

        status("undone with others", "created");
        status("undone with others", "aborting");
        status("undone with others", "null");
        assertEquals(JobOutcome.CANCELLED, onlyEnding().outcome());

        jobs("{'id': 'k', 'type': 'create', 'status': 'concluded', 'current-progress': 1, 'total-progress': 1}");
        status("k", "null");
        assertEquals(JobOutcome.DONE, onlyEnding().outcome(), "concluded without an error");

        jobs("{'id': 'k', 'type': 'create', 'status': 'concluded', 'current-progress': 0, 'total-progress': 1,"
                + " 'error': 'Operation canceled'}");
        status("k", "null");
        assertEquals(JobOutcome.CANCELLED, onlyEnding().outcome());
    }

    /** No event has said that it went well. */
    @Test
    void successIsNeverInferred() {
        jobs(info("a", "running", 100, 100));
        changes();
        status("a", "waiting");
        status("a", "pending");
        status("a", "null");
        assertEquals(JobOutcome.UNKNOWN, onlyEnding().outcome());
        jobs(info("b", "ready", 100, 100));
        changes();
        jobs();
        assertEquals(JobOutcome.UNKNOWN, onlyEnding().outcome());
    }

    @Test
    void jobsThatEndedWhileNobodyWasThereAreUnknownAndNewOnesAreAdopted() {
        jobs(info("later", "running", 5, 10), info("gone", "running", 5, 10));
        JobKey later = book.picture().jobs().getLast().job().key();
        changes();
        book.leave();
        jobs(info("new", "ready", 1, 1), info("later", "ready", 10, 10));
        Changes after = changes();
        assertEquals(1, after.ended().size());
        assertEquals(JobOutcome.UNKNOWN, after.ended().getFirst().outcome());
        assertEquals(
                List.of("later", "new"),
                after.upserted().stream().map(JobSnapshot::id).toList());
        assertEquals(later, after.upserted().getFirst().key());
    }

    @Test
    void anotherJobOfTheSameIdIsAnotherJob() {
        for (String successor : List.of(
                info("a", "running", 4, 10),
                "{'id': 'a', 'type': 'mirror', 'status': 'ready', 'current-progress': 10, 'total-progress': 10}")) {
            jobs(info("a", "running", 5, 10));
            JobKey before = only().key();
            changes();
            book.leave();
            jobs(successor);
            assertNotEquals(before, only().key());
            assertEquals(before, onlyEnding().key());
            jobs();
            changes();
        }
        jobs(info("a", "concluded", 10, 10));
        JobKey done = only().key();
        changes();
        book.leave();
        jobs(info("a", "running", 10, 20));
        assertNotEquals(done, only().key());
        assertEquals(JobOutcome.DONE, onlyEnding().outcome(), "it had been told before");
    }

    @Test
    void theEventOfABirthEndsAJobWhoseEndWasNotSeen() {
        jobs(info("a", "running", 5, 10));
        JobKey before = only().key();
        changes();
        status("a", "created");
        assertEquals(before, onlyEnding().key());
        assertNotEquals(before, only().key());
        assertEquals(JobStatus.CREATED, only().status());
    }

    @Test
    void nonsenseIsLeftAlone() {
        jobs("{'type': 'backup'}", "{'id': 'odd', 'status': 'dreaming', 'current-progress': 'x'}");
        assertEquals(JobStatus.UNDEFINED, only().status());
        book.takeBlockJobs(JsonArray.of(1, object("{'device': 'nobody'}"), object("{}")));
        event("BLOCK_JOB_COMPLETED", "{'device': 'nobody'}");
        assertFalse(book.event(new QmpEvent("JOB_STATUS_CHANGE", Optional.empty(), now)));
        assertFalse(book.event(new QmpEvent("RESUME", Optional.empty(), now)));
        assertEquals(1, book.picture().jobs().size());
    }

    @Test
    void whoHasMissedTooMuchStartsAfresh() {
        status("first", "created");
        changes();
        for (int i = 0; i <= JobBook.REMEMBERED_ENDINGS + 1; i++) {
            status("a", "created");
            status("a", "null");
        }
        Changes changes = changes();
        assertTrue(changes.resync());
        assertEquals(
                List.of("first"),
                changes.upserted().stream().map(JobSnapshot::id).toList());
        assertEquals(List.of(), changes.ended());
    }
}
