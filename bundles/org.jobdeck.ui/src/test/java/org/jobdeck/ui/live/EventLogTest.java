package org.jobdeck.ui.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jobdeck.job.common.Changes;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.json.JsonObject;
import org.jobdeck.source.JobSource;
import org.jobdeck.source.SourceEvent;
import org.jobdeck.source.SourceState;
import org.jobdeck.source.SourceStatus;
import org.jobdeck.source.VerbOutcome;
import org.jobdeck.source.VerbRequest;
import org.jobdeck.ui.model.events.LogEntry;
import org.jobdeck.ui.model.events.LogView;
import org.junit.jupiter.api.Test;

final class EventLogTest {

    private static final Frame SOURCES = new Frame(false, true, Set.of());

    /** Tells events on the test's thread. */
    private static final class Teller implements JobSource {

        final List<Consumer<SourceEvent>> listeners = new ArrayList<>();
        SourceState state = SourceState.LIVE;

        void tell(String name) {
            listeners.forEach(listener -> listener.accept(new SourceEvent(Instant.EPOCH, name, JsonObject.empty())));
        }

        @Override
        public String name() {
            return "teller";
        }

        @Override
        public SourceStatus status() {
            return new SourceStatus(state, "why", Instant.EPOCH);
        }

        @Override
        public Changes changesSince(long version) {
            return Changes.none(version);
        }

        @Override
        public Optional<Changes> tryChangesSince(long version) {
            return Optional.of(Changes.none(version));
        }

        @Override
        public AutoCloseable addChangeListener(Runnable listener) {
            return () -> {};
        }

        @Override
        public AutoCloseable addEventListener(Consumer<SourceEvent> listener) {
            listeners.add(listener);
            return () -> listeners.remove(listener);
        }

        @Override
        public CompletionStage<VerbOutcome> apply(JobKey job, VerbRequest verb) {
            throw new AssertionError("nobody asks for verbs here");
        }

        @Override
        public void close() {
            // nothing to leave
        }
    }

    private final EventLog log = new EventLog();
    private final Teller teller = new Teller();

    @Test
    void remembersTheLastAndOnlySoMany() {
        log.added(3, teller);
        for (int i = 0; i < EventLog.MOST + 5; i++) {
            teller.tell("E" + i);
        }
        LogView.Page page = log.since(0);
        assertEquals(5, page.oldest());
        assertEquals(EventLog.MOST, page.entries().size());
        assertEquals("E5", page.entries().getFirst().name());
        assertEquals("E" + (EventLog.MOST + 4), page.entries().getLast().name());
        assertEquals(3, page.entries().getFirst().source());
        assertEquals(List.of(), log.since(page.next()).entries());
    }

    @Test
    void aSourceThatIsLostAndBackIsNotedOnce() {
        log.added(0, teller);
        log.frame(SOURCES);
        assertEquals(0, log.since(0).next(), "nothing has changed");
        teller.state = SourceState.LOST;
        log.frame(SOURCES);
        log.frame(SOURCES);
        teller.state = SourceState.LIVE;
        log.frame(SOURCES);
        List<LogEntry> entries = log.since(0).entries();
        assertEquals(
                List.of("connection lost: why", "live: why"),
                entries.stream().map(LogEntry::words).toList());
        assertTrue(entries.getFirst().isAlarm());
    }

    @Test
    void aSourceThatIsGoneIsNotHeard() {
        log.added(0, teller);
        teller.tell("BEFORE");
        log.removed(0);
        assertEquals(List.of(), teller.listeners);
        log.frame(SOURCES);
        assertEquals(1, log.since(0).next());
    }
}
