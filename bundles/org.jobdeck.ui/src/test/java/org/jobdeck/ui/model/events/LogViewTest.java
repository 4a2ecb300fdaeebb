package org.jobdeck.ui.model.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonObject;
import org.jobdeck.ui.model.filter.FilterParser;
import org.junit.jupiter.api.Test;

final class LogViewTest {

    private final LogView view = new LogView();

    private static LogEntry entry(long serial, String name, String data) throws Exception {
        return new LogEntry(serial, Instant.EPOCH, 0, "vm1", name, JsonDocument.parseObject(data));
    }

    private static LogView.Page page(long oldest, long from, long next) {
        List<LogEntry> entries = LongStream.range(from, next)
                .mapToObj(
                        i -> new LogEntry(i, Instant.EPOCH, 0, "vm1", i % 2 == 0 ? "EVEN" : "ODD", JsonObject.empty()))
                .toList();
        return new LogView.Page(oldest, entries, next);
    }

    private List<Long> serials() {
        return view.shown().stream().map(LogEntry::serial).toList();
    }

    @Test
    void takesWhatIsAddedAndForgetsWhatTheLogForgets() {
        assertEquals(LogView.Change.NONE, view.take(page(0, 0, 0)));
        assertEquals(LogView.Change.MORE, view.take(page(0, 0, 3)));
        assertEquals(List.of(0L, 1L, 2L), serials());
        assertEquals(3, view.next());
        assertEquals(LogView.Change.NONE, view.take(page(0, 3, 3)));
        assertEquals(LogView.Change.MOVED, view.take(page(2, 3, 5)));
        assertEquals(List.of(2L, 3L, 4L), serials());
    }

    @Test
    void aFilterStartsOverAndAppliesToWhatComes() {
        view.take(page(0, 0, 4));
        view.filter(entry -> entry.name().equals("ODD"));
        assertEquals(0, view.next());
        view.take(page(0, 0, 4));
        assertEquals(List.of(1L, 3L), serials());
        assertEquals(LogView.Change.NONE, view.take(page(0, 4, 5)));
        assertEquals(LogView.Change.MORE, view.take(page(0, 5, 6)));
        assertEquals(List.of(1L, 3L, 5L), serials());
    }

    @Test
    void whatWasClearedDoesNotComeBackWithAnotherFilter() {
        view.take(page(0, 0, 4));
        view.clear();
        assertEquals(List.of(), serials());
        view.filter(entry -> true);
        view.take(page(0, view.next(), 6));
        assertEquals(List.of(4L, 5L), serials());
    }

    @Test
    void entriesAreReadable() throws Exception {
        LogEntry change = entry(0, "JOB_STATUS_CHANGE", "{'id': 'nightly', 'status': 'ready'}");
        assertEquals("nightly", change.subject());
        assertEquals("is now ready", change.words());
        assertFalse(change.isAlarm());
        LogEntry error = entry(1, "BLOCK_JOB_ERROR", "{'device': 'disk0', 'operation': 'write', 'action': 'stop'}");
        assertEquals("disk0", error.subject());
        assertTrue(error.words().contains("\"operation\": \"write\""));
        assertTrue(error.isAlarm());
        assertEquals(
                "1.00 KiB of 2.00 KiB: No space left on device",
                entry(
                                4,
                                "BLOCK_JOB_COMPLETED",
                                "{'device': 'a', 'offset': 1024, 'len': 2048, 'error': 'No space left on device'}")
                        .words());
        LogEntry lost =
                entry(2, LogEntry.SOURCE_STATE, "{'state': 'connection lost', 'remark': 'It ended.', 'alarm': true}");
        assertEquals("connection lost: It ended.", lost.words());
        assertTrue(lost.isAlarm());
        assertEquals(
                "is gone",
                entry(3, "JOB_STATUS_CHANGE", "{'id': 'a', 'status': 'null'}").words());
    }

    @Test
    void theLanguageOfTheFilterPromptFindsEntries() throws Exception {
        LogEntry change = entry(0, "JOB_STATUS_CHANGE", "{'id': 'nightly', 'status': 'ready'}");
        for (String wanted : List.of("nightly", "state:ready", "id:night", "!disk", "/STATUS.CHANGE/", "source:vm1")) {
            assertTrue(FilterParser.parse(wanted).filter().matches(change), wanted);
        }
        for (String other : List.of("weekly", "state:running", "!nightly", "/^BLOCK/", "source:vm2", "is:stalled")) {
            assertFalse(FilterParser.parse(other).filter().matches(change), other);
        }
    }
}
