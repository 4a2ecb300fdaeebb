package org.jobdeck.source.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jobdeck.engine.DriverFactories;
import org.jobdeck.engine.Engine;
import org.jobdeck.job.common.Changes;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobChange;
import org.jobdeck.job.common.JobEnding;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.common.JobLock.Held;
import org.jobdeck.job.common.JobOutcome;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.job.common.JobVerb;
import org.jobdeck.job.driver.JobContext;
import org.jobdeck.job.driver.JobDriver;
import org.jobdeck.job.driver.JobSpec;
import org.jobdeck.loop.Clock;
import org.jobdeck.source.SourceState;
import org.jobdeck.source.VerbOutcome;
import org.jobdeck.source.VerbRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The embedded engine as a source: what it tells, and what it lets be done. */
class EmbeddedSourceTest {

    private final Engine engine = Engine.start("here", Clock.system(), DriverFactories.of(List.of()));
    private final EmbeddedSource source = new EmbeddedSource(engine);

    @AfterEach
    void close() {
        source.close();
        engine.close();
    }

    /** Becomes ready and waits for the order to complete. */
    private final class Waiter implements JobDriver {
        private final boolean ready;
        private volatile boolean done;

        Waiter(boolean ready) {
            this.ready = ready;
        }

        @Override
        public String type() {
            return "waiter";
        }

        @Override
        public void run(JobContext context) {
            if (ready) {
                context.transitionToReady();
            }
            while (!done && !context.isCancelled()) {
                context.yieldJob();
            }
        }

        @Override
        public void complete(Job job) {
            done = true;
            engine.jobs().enter(job);
        }
    }

    private Job start(JobSpec spec, boolean ready) throws Exception {
        JobStatus wanted = ready ? JobStatus.READY : JobStatus.RUNNING;
        return engine.call(() -> {
            Job job = engine.jobs().create(spec, new Waiter(ready));
            engine.jobs().start(job);
            waitFor(job, wanted);
            return job;
        });
    }

    private JobStatus status(Job job) {
        try (Held held = engine.lock().acquire()) {
            return job.status(held);
        }
    }

    private void waitFor(Job job, JobStatus wanted) {
        engine.mainLoop().waitWhileUnlocked(() -> status(job) != wanted);
    }

    private VerbOutcome apply(JobKey key, VerbRequest verb) throws Exception {
        return source.apply(key, verb).toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private VerbOutcome apply(Job job, JobVerb verb) throws Exception {
        return apply(job.key(), new VerbRequest.Plain(verb));
    }

    private static void isDone(VerbOutcome outcome) {
        assertTrue(outcome.isDone(), outcome::error);
        assertNull(outcome.error());
    }

    private static void isRefused(String text, VerbOutcome outcome) {
        assertFalse(outcome.isDone());
        assertEquals(text, outcome.error());
    }

    @Test
    void isThere() {
        assertEquals("here", source.name());
        assertEquals(SourceState.LIVE, source.status().state());
    }

    @Test
    void tellsWhatIsNewAndNothingTwice() throws Exception {
        Changes none = source.changesSince(0);
        assertEquals(List.of(), none.upserted());
        Job job = start(JobSpec.named("a").manualDismiss(), false);
        Changes first = source.changesSince(none.version());
        assertEquals(
                List.of("a"), first.upserted().stream().map(JobSnapshot::id).toList());
        assertEquals(JobStatus.RUNNING, first.upserted().getFirst().status());
        assertTrue(source.changesSince(first.version()).isEmpty());

        job.progress().setRemaining(10);
        Changes moved = source.changesSince(first.version());
        assertEquals(10, moved.upserted().getFirst().progress().total());

        isDone(apply(job.key(), new VerbRequest.Cancel(true)));
        engine.call(() -> {
            waitFor(job, JobStatus.CONCLUDED);
            return null;
        });
        isDone(apply(job, JobVerb.DISMISS));
        Changes last = source.changesSince(moved.version());
        JobEnding ending = last.ended().getFirst();
        assertEquals(job.key(), ending.key());
        assertEquals(JobOutcome.CANCELLED, ending.outcome());
        assertEquals(1, last.ended().size());
        assertEquals(List.of(), last.upserted());
    }

    @Test
    void hiddenJobsStayHidden() throws Exception {
        start(JobSpec.hidden(), false);
        assertEquals(List.of(), source.changesSince(0).upserted());
    }

    /** Many jobs are told in several holds of the lock, each once. */
    @Test
    void tellsManyJobsInPortions() throws Exception {
        int many = 2 * EmbeddedSource.JOBS_A_HOLD + 10;
        engine.call(() -> {
            for (int i = 0; i < many; i++) {
                engine.jobs().create(JobSpec.named("j" + i), new Waiter(false));
            }
            return null;
        });
        Set<JobKey> seen = new HashSet<>();
        List<Integer> portions = new ArrayList<>();
        long version = 0;
        boolean more = true;
        while (more) {
            Changes changes = source.changesSince(version);
            changes.upserted().forEach(job -> assertTrue(seen.add(job.key()), job::id));
            portions.add(changes.upserted().size());
            version = changes.version();
            more = changes.more();
        }
        assertEquals(many, seen.size());
        assertEquals(List.of(EmbeddedSource.JOBS_A_HOLD, EmbeddedSource.JOBS_A_HOLD, 10), portions);
    }

    @Test
    void neverWaitsForTheLockWhereItMustNot() throws Exception {
        start(JobSpec.named("a"), false);
        // the lock belongs to this thread's test, so another thread asks
        try (Held held = engine.lock().acquire()) {
            assertTrue(engine.lock().heldByMe() && held.generation() == 0);
            List<Optional<Changes>> answers = new ArrayList<>();
            Thread asker = Thread.ofPlatform().start(() -> answers.add(source.tryChangesSince(0)));
            asker.join();
            assertEquals(List.of(Optional.empty()), answers);
        }
        assertEquals(1, source.tryChangesSince(0).orElseThrow().upserted().size());
    }

    @Test
    void tellsThatThereIsSomethingNewUntilNobodyListens() throws Exception {
        AtomicInteger told = new AtomicInteger();
        AutoCloseable handle = source.addChangeListener(told::incrementAndGet);
        Job job = start(JobSpec.named("a"), false);
        assertTrue(told.get() > 0);
        source.changesSince(0);
        handle.close();
        int before = told.get();
        isDone(apply(job, JobVerb.PAUSE));
        assertEquals(before, told.get());
    }

    @Test
    void carriesVerbsOut() throws Exception {
        Job job = start(JobSpec.named("a").manualFinalize().manualDismiss(), true);
        isDone(apply(job, JobVerb.PAUSE));
        engine.call(() -> {
            waitFor(job, JobStatus.STANDBY);
            return null;
        });
        isDone(apply(job, JobVerb.RESUME));
        isDone(apply(job.key(), new VerbRequest.SetSpeed(4096)));
        assertEquals(4096, source.changesSince(0).upserted().getFirst().speed());
        isDone(apply(job, JobVerb.COMPLETE));
        engine.call(() -> {
            waitFor(job, JobStatus.PENDING);
            return null;
        });
        isDone(apply(job, JobVerb.FINALIZE));
        assertEquals(JobStatus.CONCLUDED, status(job));
        isDone(apply(job, JobVerb.DISMISS));
        assertEquals(JobStatus.NULL, status(job));
    }

    @Test
    void saysWhyAVerbIsRefused() throws Exception {
        Job job = start(JobSpec.named("a"), false);
        isRefused("Can't resume a job that was not paused", apply(job, JobVerb.RESUME));
        isRefused("Job 'a' in state 'running' cannot accept command verb 'complete'", apply(job, JobVerb.COMPLETE));
        isRefused("Job 'a' in state 'running' cannot accept command verb 'finalize'", apply(job, JobVerb.FINALIZE));
        isRefused("Job 'a' in state 'running' cannot accept command verb 'dismiss'", apply(job, JobVerb.DISMISS));
        isRefused("Parameter 'speed' expects a non-negative value", apply(job.key(), new VerbRequest.SetSpeed(-1)));
        isRefused(
                "Job type does not support change",
                apply(job.key(), new VerbRequest.Change(new JobChange("waiter", Map.of()))));
        isDone(apply(job, JobVerb.PAUSE));
        isRefused("Job is already paused", apply(job, JobVerb.PAUSE));
        engine.call(() -> {
            waitFor(job, JobStatus.PAUSED);
            return null;
        });
    }

    /** The verb comes as a request after the job has gone: look-up and verb see the same state. */
    @Test
    void verbOnAJobThatHasGoneFindsNoJob() throws Exception {
        Job job = start(JobSpec.named("a"), false);
        isDone(apply(job.key(), new VerbRequest.Cancel(true)));
        engine.call(() -> {
            waitFor(job, JobStatus.NULL);
            return null;
        });
        isRefused("Job not found", apply(job, JobVerb.PAUSE));
        isRefused("Job not found", apply(job.key(), new VerbRequest.Cancel(true)));
        isRefused("Job not found", apply(new JobKey(4711), new VerbRequest.SetSpeed(1)));
    }

    /** A key is never used again, even if an id is. */
    @Test
    void verbWithAnOldKeyDoesNotReachANewJobOfThatId() throws Exception {
        Job old = start(JobSpec.named("a"), false);
        engine.call(() -> {
            try (Held held = engine.lock().acquire()) {
                return engine.monitor().cancelSync(held, old, true);
            }
        });
        Job young = start(JobSpec.named("a"), false);
        isRefused("Job not found", apply(old.key(), new VerbRequest.Cancel(true)));
        assertEquals(JobStatus.RUNNING, status(young));
    }

    /** Many verbs at once on one job: exactly one dismisses it, the others find no job. */
    @Test
    void onlyOneOfManyDismissesAJob() throws Exception {
        Job job = engine.call(() -> {
            Job made = engine.jobs().create(JobSpec.named("a").manualDismiss(), new Waiter(false));
            engine.jobs().start(made);
            try (Held held = engine.lock().acquire()) {
                engine.monitor().cancelSync(held, made, true);
            }
            waitFor(made, JobStatus.CONCLUDED);
            return made;
        });
        List<CompletionStage<VerbOutcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            outcomes.add(source.apply(job.key(), new VerbRequest.Plain(JobVerb.DISMISS)));
        }
        int done = 0;
        for (CompletionStage<VerbOutcome> outcome : outcomes) {
            VerbOutcome said = outcome.toCompletableFuture().get(60, TimeUnit.SECONDS);
            if (said.isDone()) {
                done++;
            } else {
                isRefused("Job not found", said);
            }
        }
        assertEquals(1, done);
    }

    @Test
    void verbsAfterTheEndAreRefused() throws Exception {
        Job job = start(JobSpec.named("a"), false);
        engine.close();
        isRefused("The verb 'pause' failed unexpectedly: the engine 'here' is closed", apply(job, JobVerb.PAUSE));
    }
}
