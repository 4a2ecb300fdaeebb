package org.jobdeck.source.qmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jobdeck.job.common.Changes;
import org.jobdeck.job.common.JobChange;
import org.jobdeck.job.common.JobEnding;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.common.JobOutcome;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.job.common.JobVerb;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonObject;
import org.jobdeck.loop.ManualClock;
import org.jobdeck.qmp.SelectorThread;
import org.jobdeck.qmp.client.QmpAddress;
import org.jobdeck.qmp.client.QmpRequest;
import org.jobdeck.servers.tests.QemuProgram;
import org.jobdeck.source.SourceState;
import org.jobdeck.source.VerbOutcome;
import org.jobdeck.source.VerbRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A source attached to QEMU's own storage daemon, which is stopped, killed and taken away. Time moves only when a test
 * moves it. Needs {@code qemu-storage-daemon} on the path (package qemu-system-common).
 */
@Timeout(120)
class QmpSourceTest {

    @TempDir
    Path directory;

    private final ManualClock clock = new ManualClock(Instant.ofEpochSecond(1_000_000));
    private final BlockingQueue<Boolean> signals = new LinkedBlockingQueue<>();
    private final Map<JobKey, JobSnapshot> jobs = new TreeMap<>();
    private final List<JobEnding> ended = new ArrayList<>();
    private QemuProgram daemon;
    private SelectorThread thread;
    private QmpSource source;
    private long version;

    @BeforeEach
    void start() throws IOException {
        thread = SelectorThread.start("clients", clock);
    }

    @AfterEach
    void stop() throws Exception {
        thread.close();
        if (daemon != null) {
            daemon.close();
        }
    }

    private void startDaemon() throws Exception {
        daemon = QemuProgram.storageDaemon(directory, List.of("qmp"), List.of());
    }

    private Path socket() {
        return directory.resolve("qmp");
    }

    private void attach() {
        source = QmpSource.attach(thread, clock, new QmpAddress.Unix(socket()));
        source.addChangeListener(() -> signals.add(true));
    }

    private void refresh() {
        Changes changes = source.changesSince(version);
        version = changes.version();
        changes.ended().forEach(ending -> {
            jobs.remove(ending.key());
            ended.add(ending);
        });
        changes.upserted().forEach(job -> jobs.put(job.key(), job));
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        refresh();
        while (!condition.getAsBoolean()) {
            assertNotNull(signals.poll(20, TimeUnit.SECONDS), () -> source.status() + " " + jobs + " " + ended);
            refresh();
        }
    }

    private void awaitState(SourceState state) throws InterruptedException {
        await(() -> source.status().state() == state);
    }

    private void awaitJob(JobStatus status) throws InterruptedException {
        await(() -> jobs.size() == 1 && job().status() == status);
    }

    private JobSnapshot job() {
        return jobs.values().iterator().next();
    }

    /** Moves the clock when the thread has done all it was asked for. */
    private void advance(Duration step) throws InterruptedException {
        // what a task hands over itself comes behind the first latch, and before the second
        for (int i = 0; i < 2; i++) {
            CountDownLatch through = new CountDownLatch(1);
            thread.execute(through::countDown);
            assertTrue(through.await(20, TimeUnit.SECONDS));
        }
        clock.advance(step);
    }

    private void execute(String command, String arguments) throws Exception {
        JsonObject parsed = JsonDocument.parseObject(arguments);
        source.execute(QmpRequest.of(command, parsed)).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /** A backup of 64 MiB that goes at 64 KiB a second. */
    private void startBackup() throws Exception {
        for (String node : List.of("from", "to")) {
            execute("blockdev-add", "{'node-name': '" + node + "', 'driver': 'null-co', 'size': 67108864}");
        }
        execute(
                "blockdev-backup",
                "{'job-id': 'j', 'device': 'from', 'target': 'to', 'sync': 'full', 'speed': 65536,"
                        + " 'auto-dismiss': false}");
    }

    private VerbOutcome apply(VerbRequest verb) throws Exception {
        return source.apply(job().key(), verb).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private void isDone(VerbRequest verb) throws Exception {
        assertEquals(VerbOutcome.DONE, apply(verb));
    }

    @Test
    void showsAndSteersTheJobsOfAServer() throws Exception {
        startDaemon();
        attach();
        awaitState(SourceState.LIVE);
        assertEquals(List.of(), List.copyOf(jobs.values()));
        startBackup();
        await(() ->
                jobs.size() == 1 && job().speed() == 65536 && job().progress().total() == 64 << 20);
        assertEquals("backup", job().type());
        assertFalse(job().autoDismiss());

        isDone(new VerbRequest.Plain(JobVerb.PAUSE));
        awaitJob(JobStatus.PAUSED);
        await(() -> job().userPaused());
        assertEquals(
                "Job is already paused",
                apply(new VerbRequest.Plain(JobVerb.PAUSE)).error());
        isDone(new VerbRequest.Plain(JobVerb.RESUME));
        awaitJob(JobStatus.RUNNING);
        isDone(new VerbRequest.SetSpeed(4096));
        await(() -> job().speed() == 4096);
        assertEquals(
                "Job 'j' in state 'running' cannot accept command verb 'complete'",
                apply(new VerbRequest.Plain(JobVerb.COMPLETE)).error());
        isDone(new VerbRequest.Cancel(false));
        awaitJob(JobStatus.CONCLUDED);
        await(() -> job().error() != null);
        assertTrue(job().cancelRequested());
        isDone(new VerbRequest.Plain(JobVerb.DISMISS));
        await(jobs::isEmpty);
        assertEquals(JobOutcome.CANCELLED, ended.getLast().outcome());
        assertEquals("Operation canceled", ended.getLast().error());
    }

    @Test
    void saysSinceWhenAServerIsSilentAndIsLiveAgain() throws Exception {
        startDaemon();
        attach();
        awaitState(SourceState.LIVE);
        execute("query-version", "{}");
        daemon.freeze();
        Instant heard = clock.now();
        advance(Pulse.BEAT);
        advance(Pulse.PATIENCE.minusMillis(1));
        advance(Duration.ZERO);
        assertEquals(SourceState.LIVE, source.status().state());
        advance(Duration.ofMillis(1));
        awaitState(SourceState.NOT_ANSWERING);
        assertEquals(heard, source.status().since());
        daemon.thaw();
        awaitState(SourceState.LIVE);
    }

    @Test
    void aKilledServerIsLostAndItsJobsAreUnknownWhenItIsBack() throws Exception {
        startDaemon();
        attach();
        awaitState(SourceState.LIVE);
        startBackup();
        awaitJob(JobStatus.RUNNING);
        daemon.kill();
        awaitState(SourceState.LOST);
        assertEquals(1, jobs.size(), "what was known stays until more is known");
        assertFalse(apply(new VerbRequest.Plain(JobVerb.PAUSE)).isDone());
        advance(Backoff.FIRST);
        startDaemon();
        // the attempt failed or not, the next one comes after two seconds
        advance(Duration.ofSeconds(2));
        awaitState(SourceState.LIVE);
        await(jobs::isEmpty);
        assertEquals(JobOutcome.UNKNOWN, ended.getLast().outcome());
    }

    @Test
    void aMonitorInUseIsLeftInPeaceUntilTheUserTriesAgain() throws Exception {
        startDaemon();
        try (SocketChannel owner = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
            assertTrue(owner.read(ByteBuffer.allocate(1)) > 0, "it is greeted");
            attach();
            advance(Duration.ofSeconds(2));
            awaitState(SourceState.IN_USE);
            advance(Duration.ofHours(1));
            assertEquals(SourceState.IN_USE, source.status().state());
        }
        source.retry();
        awaitState(SourceState.LIVE);
        source.close();
        awaitState(SourceState.DETACHED);
        attach();
        awaitState(SourceState.LIVE);
    }

    /** As one that has not begun to serve: nobody is there whose place could be taken. */
    @Test
    void aServerThatServesNobodyIsTriedAgainAsSoonAsItServes() throws Exception {
        startDaemon();
        daemon.freeze();
        attach();
        advance(Duration.ofSeconds(2));
        awaitState(SourceState.NOT_ANSWERING);
        assertTrue(source.status().remark().contains("serves nobody"), source.status()::remark);
        advance(Duration.ofHours(1));
        advance(Duration.ofHours(1));
        assertEquals(SourceState.NOT_ANSWERING, source.status().state());
        daemon.thaw();
        awaitOccupancy(Occupancy.FREE);
        advance(Backoff.LONGEST);
        awaitState(SourceState.LIVE);
    }

    @Test
    void whoeverIsServedFirstIsLeftInPeace() throws Exception {
        startDaemon();
        daemon.freeze();
        attach();
        advance(Duration.ofSeconds(2));
        awaitState(SourceState.NOT_ANSWERING);
        try (SocketChannel other = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
            daemon.thaw();
            assertTrue(other.read(ByteBuffer.allocate(1)) > 0, "it is greeted");
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (source.status().state() != SourceState.IN_USE) {
                // each look asks for the next
                advance(Backoff.LONGEST);
                advance(Duration.ZERO);
                assertEquals(2, sockets(), "the listening one and the other's; none waits for his place");
                assertTrue(System.nanoTime() - end < 0, source.status()::toString);
            }
        }
        awaitOccupancy(Occupancy.FREE);
        advance(Duration.ofHours(1));
        assertEquals(SourceState.IN_USE, source.status().state());
    }

    /** How many sockets the daemon has at its monitor, with those that it has not taken up. */
    private long sockets() throws IOException {
        try (Stream<String> all = Files.lines(Path.of("/proc/net/unix"))) {
            return all.filter(line -> line.endsWith(" " + socket())).count();
        }
    }

    private void awaitOccupancy(Occupancy wanted) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (Occupancy.of(source.address()) != wanted) {
            assertTrue(System.nanoTime() - end < 0, () -> "not " + wanted);
            Thread.onSpinWait();
        }
    }

    @Test
    void waitsForAServerThatIsNotThereYet() throws Exception {
        attach();
        awaitState(SourceState.UNREACHABLE);
        assertTrue(source.status().remark().contains("cannot be connected to"), source.status()::remark);
        startDaemon();
        advance(Backoff.FIRST);
        awaitState(SourceState.LIVE);
    }

    @Test
    void whatAServerHasNoCommandForIsRefusedHere() throws Exception {
        startDaemon();
        attach();
        awaitState(SourceState.LIVE);
        startBackup();
        await(() -> jobs.size() == 1 && job().speed() == 65536);
        VerbOutcome outcome = apply(new VerbRequest.Change(new JobChange("mirror", Map.of("copy-mode", "x"))));
        assertFalse(outcome.isDone());
        VerbRequest pause = new VerbRequest.Plain(JobVerb.PAUSE);
        assertEquals(
                "Job not found",
                source.apply(new JobKey(99), pause)
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS)
                        .error());
    }
}
