package org.jobdeck.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jobdeck.block.BlkdebugOptions;
import org.jobdeck.block.BlkdebugOptions.InjectError;
import org.jobdeck.block.BlockGraph;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.NamedBackend;
import org.jobdeck.block.NodeRef;
import org.jobdeck.block.NodeSpec;
import org.jobdeck.block.Permission;
import org.jobdeck.block.Permissions;
import org.jobdeck.block.jobs.backup.BackupJobFactory;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobEvent;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobLock.Held;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.job.driver.JobContext;
import org.jobdeck.job.driver.JobDriver;
import org.jobdeck.job.driver.JobSpec;
import org.jobdeck.loop.Clock;
import org.jobdeck.loop.Errno;
import org.jobdeck.loop.EventLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An engine with a main loop of its own: making jobs by name, asking things of the main loop, and the end of it all. */
class EngineTest {

    private static final long MIB = 1 << 20;

    @TempDir
    private Path folder;

    private final PuppetFactory puppets = new PuppetFactory();
    private final Engine engine =
            Engine.start("deck", Clock.system(), DriverFactories.of(List.of(puppets, new BackupJobFactory())));

    /** Every event so far, added to on the main loop. */
    private final List<String> events = Collections.synchronizedList(new ArrayList<>());

    private final AutoCloseable listener = engine.jobSystem().addEventListener(this::note);

    private void note(JobEvent event) {
        events.add(
                event instanceof JobEvent.StatusChange change
                        ? event.id() + " " + change.status().qmpName()
                        : event.id() + " " + event.getClass().getSimpleName());
    }

    @AfterEach
    void close() throws Exception {
        List<Thread> mains = mainThreads();
        engine.close();
        listener.close();
        for (Thread main : mains) {
            assertTrue(main.join(Duration.ofSeconds(10)), "the main loop's thread ends with the engine");
        }
    }

    private static List<Thread> mainThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("deck-main"))
                .toList();
    }

    private <T> T call(Callable<T> work) throws Exception {
        try {
            return engine.call(work);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static JobStart puppet(String id, Object... options) {
        Map<String, Object> map = new java.util.HashMap<>();
        for (int i = 0; i < options.length; i += 2) {
            map.put((String) options[i], options[i + 1]);
        }
        return JobStart.of("puppet", id, map);
    }

    private JobStatus status(Job job) {
        try (Held held = engine.lock().acquire()) {
            return job.status(held);
        }
    }

    private List<Job> jobs() {
        try (Held held = engine.lock().acquire()) {
            return engine.monitor().list(held);
        }
    }

    // ---- jobs by name

    private void isRefused(String text, JobStart start) {
        JobException refused = assertThrows(JobException.class, () -> call(() -> engine.start(start)));
        assertEquals(text, refused.getMessage());
        assertEquals(List.of(), jobs());
    }

    @Test
    void refusesATypeItDoesNotHave() {
        isRefused(
                "There is no job type 'mirror'; this engine has: backup, puppet",
                JobStart.of("mirror", "m0", Map.of()));
    }

    @Test
    void refusesOptionsThatCannotBe() {
        isRefused("Parameter 'play' does not accept value 'dance'", puppet("p0", "play", "dance"));
        isRefused("Invalid parameter type for 'count', expected: number", puppet("p0", "count", "two"));
        isRefused("Parameter 'count' takes values from 1 to 3, but was given 4", puppet("p0", "count", 4L));
        isRefused("Parameter 'colour' is unexpected", puppet("p0", "colour", "red"));
        assertEquals(0, puppets.discarded.get());
    }

    @Test
    void givesThePlanUpIfTheIdCannotBe() {
        isRefused("Invalid job ID '0p'", puppet("0p"));
        isRefused("An explicit job ID is required", puppet(null));
        assertEquals(2, puppets.discarded.get());
        assertEquals(0, puppets.freed.get());
    }

    @Test
    void nothingIsLeftOfAPlanThatFailsAfterTheJobWasMade() {
        isRefused("The puppet does not want to", puppet("p0", "play", "refuse"));
        assertThrows(IllegalStateException.class, () -> call(() -> engine.start(puppet("p0", "play", "break"))));
        assertEquals(List.of(), jobs());
        assertEquals(2, puppets.discarded.get());
        assertEquals(2, puppets.freed.get());
        assertEquals(List.of("p0 created", "p0 null", "p0 created", "p0 null"), events);
    }

    @Test
    void nothingIsLeftOfABackupThatIsRefusedItsNodes() throws Exception {
        BlockNode lower = call(() -> engine.graph().open(NodeSpec.of("null-co").named("lower")));
        BlockNode upper = call(
                () -> engine.graph().open(NodeSpec.of("raw").named("upper").child("file", NodeRef.existing("lower"))));
        isRefused(
                "Permission conflict on node 'lower': permissions 'write' are both required by node '#block000' (uses"
                        + " node 'lower' as 'target' child) and unshared by node 'upper' (uses node 'lower' as 'file'"
                        + " child).",
                JobStart.of("backup", "b0", Map.of("device", "upper", "target-node", "lower")));
        assertEquals(List.of("b0 created", "b0 null"), events);
        assertEquals(List.of(lower, upper), engine.graph().nodes());
        assertEquals(List.of(), upper.parents());
        assertTrue(call(lower::hasNoOpBlockers));
        assertEquals(2, (int) call(lower::references));
    }

    @Test
    void runsABackup() throws Exception {
        Path source = Files.write(folder.resolve("a.raw"), new byte[(int) MIB]);
        Path target = Files.write(folder.resolve("b.raw"), "x".repeat((int) MIB).getBytes());
        CompletableFuture<Void> over = new CompletableFuture<>();
        try (AutoCloseable watch = engine.jobSystem().addEventListener(event -> {
            if (event instanceof JobEvent.StatusChange change && change.status() == JobStatus.NULL) {
                over.complete(null);
            }
        })) {
            assertTrue(watch != null);
            call(() -> engine.start(
                    JobStart.of("backup", "b0", Map.of("source", source.toString(), "target", target.toString()))));
            over.get(60, TimeUnit.SECONDS);
        }
        assertEquals(-1, Files.mismatch(source, target));
        assertEquals(List.of(), engine.graph().nodes());
    }

    // ---- requests

    @Test
    void eventsComeBeforeTheAnswer() throws Exception {
        for (int i = 0; i < 200; i++) {
            String id = "p" + i;
            List<String> seen = engine.request(() -> engine.start(puppet(id, "play", "wait")))
                    .thenApply(job -> List.copyOf(events))
                    .get(60, TimeUnit.SECONDS);
            assertEquals(List.of(id + " created", id + " running"), seen.subList(seen.size() - 2, seen.size()));
        }
    }

    @Test
    void eventsComeBeforeTheAnswerThatSomethingFailed() {
        CompletableFuture<List<String>> seen = engine.request(() -> engine.start(puppet("p0", "play", "refuse")))
                .handle((job, failure) -> List.copyOf(events));
        assertEquals(List.of("p0 created", "p0 null"), seen.join());
    }

    @Test
    void callFromTheMainLoopIsRefused() throws Exception {
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> call(() -> engine.call(() -> 1)));
        assertEquals("the main loop of the engine 'deck' cannot wait for itself", refused.getMessage());
        assertEquals(2, call(() -> 2));
    }

    @Test
    void callThrowsWhatTheWorkThrew() {
        ExecutionException failed = assertThrows(
                ExecutionException.class,
                () -> engine.call(() -> {
                    throw new JobException(Errno.EIO, "no luck");
                }));
        assertEquals(
                "no luck",
                assertInstanceOf(JobException.class, failed.getCause()).getMessage());
    }

    /** A request never runs inside another one's wait. */
    @Test
    void requestsWaitForOneAnother() throws Exception {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch posted = new CountDownLatch(1);
        CompletableFuture<Void> first = engine.request(() -> {
            Job job = engine.start(puppet("p0"));
            started.countDown();
            assertTrue(posted.await(60, TimeUnit.SECONDS));
            try (Held held = engine.lock().acquire()) {
                engine.monitor().cancelSync(held, job, true);
            }
            order.add("first");
            return null;
        });
        assertTrue(started.await(60, TimeUnit.SECONDS));
        CompletableFuture<Boolean> second = engine.request(() -> order.add("second"));
        posted.countDown();
        first.get(60, TimeUnit.SECONDS);
        second.get(60, TimeUnit.SECONDS);
        assertEquals(List.of("first", "second"), order);
    }

    @Test
    void requestAfterTheEndIsAnswered() throws Exception {
        engine.close();
        ExecutionException failed = assertThrows(
                ExecutionException.class, () -> engine.request(() -> 1).get(60, TimeUnit.SECONDS));
        assertEquals("the engine 'deck' is closed", failed.getCause().getMessage());
    }

    /** A job made then would never come to its end. */
    @Test
    void requestLeftOverAtTheEndIsNotDone() throws Exception {
        try (EventLoop main = EventLoop.adopting("mine", Clock.system())) {
            Engine own = Engine.on(main, DriverFactories.of(List.of(new PuppetFactory())));
            CompletableFuture<Job> late = own.request(() -> own.start(puppet("late")));
            own.close();
            main.poll(false);
            assertTrue(late.isCompletedExceptionally());
            try (Held held = own.lock().acquire()) {
                assertEquals(List.of(), own.monitor().list(held));
            }
        }
    }

    @Test
    void offersItsPartsToPlans() {
        assertSame(engine.graph(), engine.services().service(BlockGraph.class));
        assertSame(engine.mainLoop(), engine.services().mainLoop());
        assertThrows(IllegalArgumentException.class, () -> engine.services().service(Path.class));
    }

    // ---- the end

    /** A job that is in the given state, and that on its own would stay there for ever. */
    private Job bringTo(String state) throws Exception {
        return switch (state) {
            case "created" -> engine.create(puppet("p0"));
            case "running" -> engine.start(puppet("p0"));
            case "ready" -> engine.start(puppet("p0", "play", "ready"));
            case "paused" -> {
                Job job = engine.start(puppet("p0"));
                try (Held held = engine.lock().acquire()) {
                    engine.monitor().userPause(held, job);
                }
                yield job;
            }
            case "standby" -> {
                Job job = engine.start(puppet("p0", "play", "ready"));
                engine.mainLoop().waitWhileUnlocked(() -> status(job) != JobStatus.READY);
                try (Held held = engine.lock().acquire()) {
                    engine.monitor().userPause(held, job);
                }
                yield job;
            }
            case "waiting" -> {
                var txn = engine.monitor().newTxn();
                Job job = engine.start(puppet("p0", "play", "end").joining(txn));
                engine.start(puppet("p1").joining(txn));
                try (Held held = engine.lock().acquire()) {
                    engine.monitor().unref(held, txn);
                }
                yield job;
            }
            case "pending" ->
                engine.start(puppet("p0", "play", "end").manualFinalize().manualDismiss());
            case "concluded" -> engine.start(puppet("p0", "play", "end").manualDismiss());
            default -> throw new IllegalArgumentException(state);
        };
    }

    @ParameterizedTest
    @CsvSource({"created", "running", "ready", "paused", "standby", "waiting", "pending", "concluded"})
    void closingEndsJobsInEveryState(String state) throws Exception {
        Job job = call(() -> {
            Job made = bringTo(state);
            JobStatus wanted = JobStatus.ofQmpName(state).orElseThrow();
            engine.mainLoop().waitWhileUnlocked(() -> status(made) != wanted);
            return made;
        });
        engine.close();
        assertEquals(JobStatus.NULL, status(job));
        assertEquals(state.equals("waiting") ? 2 : 1, puppets.freed.get());
        assertEquals(
                "p0 null",
                events.stream()
                        .filter(e -> e.startsWith("p0"))
                        .reduce((a, b) -> b)
                        .orElseThrow());
    }

    @Test
    void closingEndsAJobThatAnErrorHasStopped() throws Exception {
        Job job = call(() -> {
            NodeSpec disk = NodeSpec.of("null-co").with("size", 4 * MIB);
            engine.graph().open(disk.named("from"));
            engine.graph()
                    .open(new BlkdebugOptions(disk, InjectError.always("write-zeroes", Errno.ENOSPC))
                            .toSpec()
                            .named("to"));
            engine.graph()
                    .open(new BlkdebugOptions(disk, InjectError.always("read", Errno.EIO))
                            .toSpec()
                            .named("bad"));
            Job made = engine.start(JobStart.of(
                    "backup", "b0", Map.of("device", "bad", "target-node", "to", "on-source-error", "stop")));
            engine.mainLoop().waitWhileUnlocked(() -> status(made) != JobStatus.PAUSED);
            return made;
        });
        engine.close();
        assertEquals(JobStatus.NULL, status(job));
        assertEquals(List.of(), engine.graph().nodes());
        assertTrue(events.contains("b0 IoError"));
        assertTrue(events.contains("b0 Cancelled"));
    }

    @Test
    void closingEndsHiddenJobs() throws Exception {
        CountDownLatch freed = new CountDownLatch(1);
        JobDriver hidden = new JobDriver() {
            @Override
            public String type() {
                return "hidden";
            }

            @Override
            public void run(JobContext context) {
                while (!context.isCancelled()) {
                    context.yieldJob();
                }
            }

            @Override
            public void free() {
                freed.countDown();
            }
        };
        call(() -> {
            engine.jobs().start(engine.jobs().create(JobSpec.hidden(), hidden));
            return null;
        });
        assertEquals(List.of(), jobs());
        engine.close();
        assertEquals(0, freed.getCount());
        assertEquals(List.of(), events);
    }

    /** What was written comes to the disk, and what stays open is closed. */
    @Test
    void closingFlushesAndClosesNodes() throws Exception {
        Path file = Files.write(folder.resolve("a.raw"), new byte[512]);
        BlockNode node = call(() -> {
            BlockNode opened =
                    engine.graph().open(NodeSpec.of("file").named("a").with("filename", file.toString()));
            NamedBackend backend = engine.graph().newBackend("disk", Permissions.of(Permission.WRITE), Permissions.ALL);
            backend.insert(opened);
            backend.pwrite(0, java.nio.ByteBuffer.wrap(new byte[] {1, 2, 3}));
            return opened;
        });
        engine.close();
        assertFalse(node.isOpen());
        assertEquals(List.of(), engine.graph().nodes());
        assertEquals(2, Files.readAllBytes(file)[1]);
    }

    @Test
    void secondCloseDoesNothing() throws Exception {
        call(() -> engine.start(puppet("p0")));
        engine.close();
        engine.close();
        assertEquals(1, puppets.freed.get());
    }

    @Test
    void canBeClosedFromItsMainLoop() throws Exception {
        call(() -> engine.start(puppet("p0")));
        CountDownLatch done = new CountDownLatch(1);
        engine.mainLoop().request(() -> {
            engine.close();
            done.countDown();
        });
        assertTrue(done.await(60, TimeUnit.SECONDS));
        assertEquals(1, puppets.freed.get());
        Thread main = Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().equals("deck-main"))
                .findFirst()
                .orElse(Thread.currentThread());
        if (main != Thread.currentThread()) {
            main.join(60_000);
        }
    }

    /** The owner of a main loop keeps it beyond the engine's end. */
    @Test
    void leavesAnAdoptedLoopOpen() throws Exception {
        try (EventLoop main = EventLoop.adopting("mine", Clock.system())) {
            PuppetFactory mine = new PuppetFactory();
            try (Engine own = Engine.on(main, DriverFactories.of(List.of(mine)))) {
                own.start(puppet("p0"));
            }
            assertEquals(1, mine.freed.get());
            boolean[] ran = {false};
            main.execute(() -> ran[0] = true);
            main.poll(true);
            assertTrue(ran[0]);
        }
    }
}
