package org.jobdeck.source.qmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jobdeck.json.JsonObject;
import org.jobdeck.loop.ManualClock;
import org.jobdeck.qmp.SelectorThread;
import org.jobdeck.qmp.client.QmpRequest;
import org.jobdeck.source.SourceState;
import org.jobdeck.source.VerbOutcome;
import org.jobdeck.source.VerbRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a server is asked, and how often. */
@Timeout(60)
class PollingTest {
    private static final String[] CHATTER = {
        "qmp_capabilities", "query-qmp-schema", "query-version", "oob query-version"
    };

    private final ManualClock clock = new ManualClock();
    private final BlockingQueue<Boolean> signals = new LinkedBlockingQueue<>();
    private SelectorThread thread;
    private FakeServer server;
    private QmpSource source;

    @BeforeEach
    void start() throws IOException {
        thread = SelectorThread.start("clients", clock);
    }

    @AfterEach
    void stop() throws IOException {
        thread.close();
        server.close();
    }

    private void attach(String capabilities) throws Exception {
        attach(capabilities, "[]");
    }

    private void attach(String capabilities, String schema) throws Exception {
        server = new FakeServer(capabilities);
        server.answer("query-qmp-schema", schema);
        source = QmpSource.attach(thread, clock, server.address());
        source.addChangeListener(() -> signals.add(true));
        await(() -> source.status().state() == SourceState.LIVE);
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            assertNotNull(
                    signals.poll(20, TimeUnit.SECONDS), () -> source.status().toString());
        }
    }

    /** Returns when all that was asked of the server before has been answered. */
    private void roundTrip() throws Exception {
        source.execute(QmpRequest.of("query-version", JsonObject.empty()))
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    private void tick() throws Exception {
        roundTrip();
        clock.advance(Attachment.POLL);
        // the first has the clock looked at, the second lets what was asked then go before it
        roundTrip();
        roundTrip();
    }

    private static String job(String status, int progress) {
        return "[{\"id\": \"a\", \"type\": \"create\", \"status\": \"" + status + "\", \"current-progress\": "
                + progress + ", \"total-progress\": 100}]";
    }

    @Test
    void askedOnceASecondAndOnlyWhileSomethingMoves() throws Exception {
        attach("[\"oob\"]");
        server.count("");
        tick();
        tick();
        assertEquals(0, server.count("query-jobs"), "there is no job");
        server.answer("query-jobs", job("running", 5));
        server.send("{\"event\": \"JOB_STATUS_CHANGE\", \"data\": {\"id\": \"a\", \"status\": \"running\"}}");
        assertEquals("query-jobs", server.next(CHATTER));
        await(() -> source.changesSince(0).upserted().getFirst().type().equals("create"));
        server.count("");
        for (int second = 1; second <= 3; second++) {
            server.answer("query-jobs", job("running", 5 + second));
            tick();
            assertEquals(1, server.count("query-jobs"));
            int progress = 5 + second;
            await(() -> source.changesSince(0).upserted().getFirst().progress().current() == progress);
        }
        server.answer("query-jobs", job("pending", 100));
        tick();
        server.count("");
        tick();
        assertEquals(0, server.count("query-jobs"), "the job moves no more");
    }

    /** A copy of a disk to which nobody writes may stay ready for weeks. */
    @Test
    void jobsThatAreReadyAndStandStillAreAskedForLessOften() throws Exception {
        attach("[]");
        server.answer("query-jobs", job("ready", 100));
        server.send("{\"event\": \"JOB_STATUS_CHANGE\", \"data\": {\"id\": \"a\", \"status\": \"ready\"}}");
        await(() -> source.changesSince(0).upserted().stream()
                .anyMatch(one -> one.progress().total() == 100));
        for (int second = 0; second < 2 * PollPace.QUIET_SECONDS; second++) {
            tick();
        }
        server.count("");
        int asked = 0;
        for (int second = 0; second < 4 * PollPace.QUIET_SECONDS; second++) {
            tick();
            asked += (int) server.count("query-jobs");
        }
        assertEquals(4, asked);
        server.answer("query-jobs", job("ready", 101));
        for (int second = 0; second < PollPace.QUIET_SECONDS; second++) {
            tick();
        }
        await(() -> source.changesSince(0).upserted().getFirst().progress().current() == 101);
        server.count("");
        tick();
        assertEquals(1, server.count("query-jobs"), "it moves again");
    }

    @Test
    void aServerThatGreetsAndFallsSilentIsSaidToBeSilent() throws Exception {
        server = new FakeServer("[]");
        server.ignore("qmp_capabilities");
        source = QmpSource.attach(thread, clock, server.address());
        source.addChangeListener(() -> signals.add(true));
        assertEquals("qmp_capabilities", server.next());
        clock.advance(Duration.ofSeconds(12));
        await(() -> source.status().state() == SourceState.NOT_ANSWERING);
        assertTrue(source.status().remark().contains("greeted"), source.status()::remark);
    }

    /** A server may be slow: questions do not pile up, and the next is asked when the answer has come. */
    @Test
    void isNotAskedAgainBeforeItHasAnswered() throws Exception {
        attach("[]");
        server.answer("query-jobs", job("running", 5));
        server.ignore("query-block-jobs");
        server.send("{\"event\": \"JOB_STATUS_CHANGE\", \"data\": {\"id\": \"a\", \"status\": \"running\"}}");
        await(() -> source.changesSince(0).upserted().size() == 1);
        tick();
        server.count("");
        tick();
        tick();
        assertEquals(0, server.count("query-jobs"));
    }

    @Test
    void theBeatOvertakesWhereItCan() throws Exception {
        attach("[\"oob\"]");
        server.count("");
        clock.advance(Pulse.BEAT);
        assertEquals("oob query-version", server.next());
        stop();
        start();
        attach("[]");
        server.count("");
        clock.advance(Pulse.BEAT);
        assertEquals("query-version", server.next());
    }

    @Test
    void aServerThatIsBusyButAliveIsNotSilent() throws Exception {
        attach("[\"oob\"]");
        server.ignore("query-jobs");
        server.send("{\"event\": \"JOB_STATUS_CHANGE\", \"data\": {\"id\": \"a\", \"status\": \"running\"}}");
        await(() -> source.changesSince(0).upserted().size() == 1);
        for (int i = 0; i < 9; i++) {
            server.count("");
            clock.advance(Duration.ofSeconds(3));
            assertEquals("oob query-version", server.next("query-jobs", "query-block-jobs"));
            roundTrip();
        }
        assertTrue(source.status().state() == SourceState.LIVE, source.status()::toString);
    }

    /** A main loop that is busy answers nothing, while calls out of band are refused as ever. */
    @Test
    void aServerThatAnswersBeatsButNotForItsJobsIsNotLive() throws Exception {
        attach("[\"oob\"]");
        server.answer("query-jobs", job("running", 5));
        server.send("{\"event\": \"JOB_STATUS_CHANGE\", \"data\": {\"id\": \"a\", \"status\": \"running\"}}");
        await(() -> !source.changesSince(0).upserted().isEmpty());
        server.ignore("query-jobs");
        for (long second = 0; second <= QmpRequest.STANDARD_LIMIT.toSeconds(); second++) {
            tick();
        }
        await(() -> source.status().state() == SourceState.NOT_ANSWERING);
        assertTrue(source.status().remark().contains("does not answer"), source.status()::remark);
        for (int second = 1; second <= 4; second++) {
            tick();
        }
        assertEquals(SourceState.NOT_ANSWERING, source.status().state(), "a beat is not enough");
    }

    @Test
    void aCancelThatIsRefusedIsNotShownAsAskedFor() throws Exception {
        attach(
                "[]",
                "[{\"name\": \"job-cancel\", \"meta-type\": \"command\", \"arg-type\": \"0\", \"ret-type\": \"0\"}]");
        server.answer("query-jobs", job("running", 5));
        server.send("{\"event\": \"JOB_STATUS_CHANGE\", \"data\": {\"id\": \"a\", \"status\": \"running\"}}");
        await(() -> !source.changesSince(0).upserted().isEmpty());
        server.refuse("job-cancel", "not now");
        VerbOutcome outcome = source.apply(
                        source.changesSince(0).upserted().getFirst().key(), new VerbRequest.Cancel(false))
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        assertEquals(VerbOutcome.refused("not now"), outcome);
        await(() -> !source.changesSince(0).upserted().getFirst().cancelRequested());
    }
}
