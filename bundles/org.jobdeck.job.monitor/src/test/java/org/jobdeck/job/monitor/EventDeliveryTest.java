package org.jobdeck.job.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobLock.Held;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.job.driver.JobSpec;
import org.jobdeck.loop.Clock;
import org.jobdeck.loop.EventLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When events come, requests wait their turn, and jobs change their loop. */
class EventDeliveryTest {

    private final Rig rig = new Rig();
    private final List<String> trace = new ArrayList<>();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void eventsComeBeforeTheReplyOfTheCommandThatCausedThem() {
        Job job = rig.started("j", Scripted.sleeper());
        rig.takeEvents();
        rig.system.addEventListener(event -> trace.add(Rig.text(event)));
        rig.main.request(() -> {
            rig.verb((held, m) -> m.userPause(held, job));
            trace.add("verb done");
            rig.main.execute(() -> trace.add("reply"));
        });
        rig.settle();
        assertEquals(List.of("verb done", "j paused", "reply"), trace);
    }

    @Test
    void eventsAreDeliveredWithTheLockFreeAndAListenerMayUseIt() {
        List<Object> seen = new ArrayList<>();
        rig.system.addEventListener(event -> {
            seen.add(rig.system.lock().heldByMe());
            seen.add(rig.main.isCurrent());
            try (Held held = rig.system.lock().acquire()) {
                seen.add(rig.monitor.list(held).size());
            }
        });
        rig.inMain("j", Scripted.quick());
        rig.settle();
        assertEquals(List.of(false, true, 1), seen);
    }

    @Test
    void eventsOfAWaitAreDeliveredDuringTheWait() {
        CountDownLatch seen = new CountDownLatch(1);
        Job job = rig.create(JobSpec.named("j").manualFinalize(), new Scripted(context -> {
            context.transitionToReady();
            try {
                context.blocking(() -> {
                    // the body ends only after the listener has been told
                    Rig.await(seen);
                    return null;
                });
            } catch (ExecutionException e) {
                throw new AssertionError(e);
            }
        }));
        rig.system.addEventListener(event -> {
            if (Rig.text(event).equals("j ready")) {
                seen.countDown();
            }
        });
        rig.jobs.start(job);
        rig.verb((held, m) -> assertEquals(0, m.finishSync(held, job)));
    }

    @Test
    void deliverEventsDoesNotWaitForTheBottomHalf() {
        rig.inMain("j", Scripted.quick());
        assertEquals(List.of(), rig.events);
        rig.system.deliverEvents();
        assertEquals(List.of("j created"), rig.events);
        rig.settle();
        assertEquals(List.of("j created"), rig.events);
        try (Held held = rig.system.lock().acquire()) {
            assertEquals(0, held.generation());
            assertThrows(IllegalStateException.class, rig.system::deliverEvents);
        }
        Rig.elsewhere(() -> assertThrows(IllegalStateException.class, rig.system::deliverEvents));
    }

    @Test
    void aListenerThatCausesEventsGetsThemAfterwards() {
        rig.system.addEventListener(event -> {
            trace.add("begin " + Rig.text(event));
            if (event.id().equals("a")) {
                rig.inMain("b", Scripted.quick());
                rig.system.deliverEvents();
            }
            trace.add("end " + Rig.text(event));
        });
        rig.inMain("a", Scripted.quick());
        rig.settle();
        assertEquals(List.of("begin a created", "end a created", "begin b created", "end b created"), trace);
    }

    @Test
    void aListenerThatFailsOrHasLeftDoesNoHarm() throws Exception {
        rig.system.addEventListener(event -> {
            throw new IllegalArgumentException("on purpose");
        });
        AutoCloseable handle = rig.system.addEventListener(event -> trace.add(Rig.text(event)));
        rig.inMain("a", Scripted.quick());
        rig.settle();
        handle.close();
        rig.inMain("b", Scripted.quick());
        rig.settle();
        assertEquals(List.of("a created"), trace);
        assertEquals(List.of("a created", "b created"), rig.events);
    }

    @Test
    void eventsFromManyLoopsKeepEachJobsOrder() {
        int jobs = 20;
        List<Job> all = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            all.add(rig.create(JobSpec.named("j" + i), Scripted.quick()));
        }
        all.forEach(rig.jobs::start);
        rig.pollUntil(() -> rig.events.stream().filter(e -> e.endsWith(" null")).count() == jobs);
        for (int i = 0; i < jobs; i++) {
            String id = "j" + i + " ";
            assertEquals(
                    List.of("created", "running", "waiting", "pending", "concluded", "null"),
                    rig.events.stream()
                            .filter(e -> e.startsWith(id))
                            .map(e -> e.substring(id.length()))
                            .toList());
        }
    }

    @Test
    void aVerbPostedAsARequestDuringASynchronousWaitRunsAfterIt() {
        Job[] job = new Job[1];
        Scripted driver = new Scripted(context -> {
            try {
                context.onMain(() -> {
                    trace.add("in the wait");
                    rig.main.request(() -> {
                        trace.add("the request");
                        rig.verb((held, m) -> m.finalizeTxn(held, job[0]));
                    });
                    return null;
                });
                context.onMain(() -> trace.add("still in the wait"));
            } catch (ExecutionException e) {
                throw new AssertionError(e);
            }
        });
        job[0] = rig.create(JobSpec.named("j").manualFinalize(), driver);
        rig.jobs.start(job[0]);
        rig.verb((held, m) -> assertEquals(0, m.finishSync(held, job[0])));
        trace.add("the wait is over");
        rig.settle();
        assertEquals(List.of("in the wait", "still in the wait", "the wait is over", "the request"), trace);
        assertEquals(JobStatus.NULL, rig.status(job[0]));
    }

    @Test
    void eightJobsStuckInBlockingDoNotDelayAQuery() {
        int stuck = 8;
        CountDownLatch begun = new CountDownLatch(stuck);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger over = new AtomicInteger();
        List<Job> all = new ArrayList<>();
        for (int i = 0; i < stuck; i++) {
            JobSpec spec = JobSpec.named("j" + i);
            all.add(rig.create(i % 2 == 0 ? spec : spec.in(rig.main), new Scripted(context -> {
                try {
                    context.blocking(() -> {
                        begun.countDown();
                        Rig.await(goOn);
                        return null;
                    });
                } catch (ExecutionException e) {
                    throw new AssertionError(e);
                }
                over.incrementAndGet();
            })));
        }
        all.forEach(rig.jobs::start);
        Rig.await(begun);
        rig.main.request(() -> rig.verb((held, m) -> m.list(held).forEach(job -> {
            trace.add(m.snapshot(held, job).status().qmpName());
            assertTrue(m.isBusy(held, job));
        })));
        rig.settle();
        assertEquals(stuck, trace.size(), "the query was answered");
        assertEquals(0, over.get(), "while all of them were stuck");
        Rig.elsewhere(() -> assertEquals(stuck, rig.get(rig.monitor::list).size()));
        assertEquals(0, over.get());
        goOn.countDown();
        rig.pollUntil(() -> rig.get(rig.monitor::list).isEmpty());
    }

    @Test
    void aPausedJobGoesOnInTheLoopItIsMovedTo() {
        EventLoop thread = EventLoop.onNewThread("own thread", Clock.system());
        try {
            List<String> loops = new java.util.concurrent.CopyOnWriteArrayList<>();
            CountDownLatch there = new CountDownLatch(1);
            Scripted[] driver = new Scripted[1];
            driver[0] = new Scripted(context -> {
                while (!driver[0].shouldComplete) {
                    loops.add(EventLoop.current().name());
                    if (EventLoop.current() == thread) {
                        there.countDown();
                    }
                    context.yieldJob();
                }
                loops.add("end in " + EventLoop.current().name());
            });
            Job job = rig.started("j", driver[0]);
            assertThrows(IllegalStateException.class, () -> rig.jobs.setEventLoop(job, thread), "it runs");
            assertEquals(rig.main, rig.jobs.eventLoop(job));
            rig.verb((held, m) -> m.pause(held, job));
            rig.jobs.setEventLoop(job, thread);
            assertEquals(thread, rig.jobs.eventLoop(job));
            assertEquals(List.of("main"), loops);
            rig.verb((held, m) -> m.resume(held, job));
            Rig.await(there);
            rig.main.waitWhileUnlocked(() -> rig.is(held -> rig.monitor.isBusy(held, job)));
            rig.verb((held, m) -> m.pause(held, job));
            rig.main.waitWhileUnlocked(() -> rig.is(held -> rig.monitor.isBusy(held, job)));
            EventLoop lone = EventLoop.privateLoop("lone", rig.main);
            rig.jobs.setEventLoop(job, lone);
            driver[0].shouldComplete = true;
            rig.verb((held, m) -> m.resume(held, job));
            rig.pollUntil(job, JobStatus.NULL);
            assertEquals("end in lone", loops.getLast());
            rig.jobs.setEventLoop(job, rig.main);
        } finally {
            thread.close();
        }
    }

    @Test
    void aJobIsMovedBeforeItStarts() {
        Job job = rig.create(JobSpec.named("j"), new Scripted(context -> {
            trace.add(EventLoop.current().name());
        }));
        assertEquals("job j", rig.jobs.eventLoop(job).name());
        rig.jobs.setEventLoop(job, rig.main);
        rig.jobs.start(job);
        assertEquals(List.of("main"), trace);
        assertFalse(rig.is(held -> rig.monitor.isPaused(held, job)));
    }
}
