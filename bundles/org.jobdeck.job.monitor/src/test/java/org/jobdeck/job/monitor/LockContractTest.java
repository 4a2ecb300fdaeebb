package org.jobdeck.job.monitor;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobChange;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.common.JobLock;
import org.jobdeck.job.common.JobLock.Held;
import org.jobdeck.job.common.JobProgress;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.job.common.JobTxn;
import org.jobdeck.job.driver.JobContext;
import org.jobdeck.job.driver.JobDriver;
import org.jobdeck.job.driver.JobSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The contract of the job lock: what the compiler holds, what is checked at run time, and that callbacks find it free.
 */
class LockContractTest {

    /** What needs no token: constant facts, and those that take the lock themselves. */
    private static final Set<String> WITHOUT_TOKEN = Set.of("lock", "newTxn", "cancelSyncAll");

    private final Rig rig = new Rig();
    private final JobLock lock = rig.system.lock();

    @AfterEach
    void close() {
        rig.close();
    }

    // ---- held by the compiler

    @Test
    void aCallWithoutTheTokenIsRefusedByTheCompilerAndTheSameWithItCompiles() {
        assertEquals(List.of(), Sources.errorsOf(List.of("m.userPause(held, job);")));
        assertEquals(1, Sources.errorsOf(List.of("m.userPause(job);")).size());
    }

    @Test
    void everyMonitorCallIsSo() {
        List<String> with = new ArrayList<>();
        List<String> without = new ArrayList<>();
        for (Method method : monitorMethods()) {
            if (WITHOUT_TOKEN.contains(method.getName())) {
                continue;
            }
            List<String> rest = Arrays.stream(method.getParameterTypes())
                    .skip(1)
                    .map(LockContractTest::literal)
                    .toList();
            without.add("m." + method.getName() + "(" + String.join(", ", rest) + ");");
            List<String> all = new ArrayList<>(List.of("held"));
            all.addAll(rest);
            with.add("m." + method.getName() + "(" + String.join(", ", all) + ");");
        }
        assertTrue(with.size() >= 30, "" + with);
        assertEquals(List.of(), Sources.errorsOf(with));
        List<String> errors = Sources.errorsOf(without);
        Set<String> refusedLines = errors.stream().map(e -> e.split(" ")[0]).collect(Collectors.toSet());
        assertEquals(without.size(), refusedLines.size(), "accepted without a token: " + without + errors);
    }

    private static String literal(Class<?> type) {
        if (type == boolean.class) {
            return "true";
        }
        return type == long.class ? "0L" : "(" + type.getSimpleName() + ") null";
    }

    private static List<Method> monitorMethods() {
        return Arrays.stream(JobMonitor.class.getDeclaredMethods())
                .filter(m -> Modifier.isPublic(m.getModifiers())
                        && !m.isSynthetic()
                        && !m.getName().startsWith("$"))
                .toList();
    }

    @Test
    void everyMonitorMethodHasTheTokenFirstButForTheListedOnes() {
        Set<String> without = new TreeSet<>();
        for (Method method : monitorMethods()) {
            if (method.getParameterCount() == 0 || method.getParameterTypes()[0] != Held.class) {
                without.add(method.getName());
            }
        }
        assertEquals(new TreeSet<>(WITHOUT_TOKEN), without);
    }

    // ---- checked at run time

    private Object argument(Class<?> type, Held held, Job job, JobTxn txn) {
        if (type == Held.class) {
            return held;
        }
        if (type == Job.class) {
            return job;
        }
        if (type == JobTxn.class) {
            return txn;
        }
        if (type == String.class) {
            return "j";
        }
        if (type == JobKey.class) {
            return new JobKey(1);
        }
        if (type == JobChange.class) {
            return new JobChange("scripted", Map.of());
        }
        return type == boolean.class ? (Object) false : (Object) 0L;
    }

    /** Calls every monitor method with that token; each must throw an exception of that class. */
    private void assertAllRefuse(Class<? extends Throwable> expected, Held held, Job job, JobTxn txn) {
        int asked = 0;
        for (Method method : monitorMethods()) {
            if (WITHOUT_TOKEN.contains(method.getName())) {
                continue;
            }
            asked++;
            Throwable thrown = call(method, held, job, txn);
            assertInstanceOf(expected, thrown, method.toString());
        }
        assertTrue(asked >= 30);
    }

    private Throwable call(Method method, Held held, Job job, JobTxn txn) {
        Object[] arguments = Arrays.stream(method.getParameterTypes())
                .map(type -> argument(type, held, job, txn))
                .toArray();
        try {
            method.invoke(rig.monitor, arguments);
            return null;
        } catch (InvocationTargetException e) {
            return e.getCause();
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void nullClosedForeignAndOtherEnginesTokensThrow() {
        Job job = rig.inMain("j", Scripted.quick());
        JobTxn txn = rig.monitor.newTxn();
        assertAllRefuse(NullPointerException.class, null, job, txn);
        Held closed = lock.acquire();
        closed.close();
        assertAllRefuse(IllegalStateException.class, closed, job, txn);
        try (Held mine = lock.acquire()) {
            Rig.elsewhere(() -> assertAllRefuse(IllegalStateException.class, mine, job, txn));
        }
        JobLock other = org.jobdeck.job.common.JobSystem.create(rig.main).lock();
        try (Held foreign = other.acquire()) {
            assertAllRefuse(IllegalStateException.class, foreign, job, txn);
        }
        assertEquals(JobStatus.CREATED, rig.status(job));
    }

    @Test
    void theTokenIsCheckedAlsoWhenThereIsNoJob() {
        assertThrows(NullPointerException.class, () -> rig.monitor.list(null));
        assertThrows(NullPointerException.class, () -> rig.monitor.find(null, "j"));
        assertThrows(NullPointerException.class, () -> rig.system.changesSince(null, 0, 10));
    }

    @Test
    void aTokenIsVoidWhileItsLockIsDropped() {
        List<Throwable> thrown = new ArrayList<>();
        Held[] outer = new Held[1];
        Scripted driver = new Scripted(context -> context.yieldJob()) {
            @Override
            public void setSpeed(long bytesPerSecond) {
                thrown.add(assertThrows(IllegalStateException.class, () -> rig.monitor.list(outer[0])));
                thrown.add(assertThrows(IllegalStateException.class, () -> lock.require(outer[0])));
                thrown.add(assertThrows(IllegalStateException.class, outer[0]::close));
                // a token of its own is good meanwhile
                try (Held inner = lock.acquire()) {
                    assertEquals(1, rig.monitor.list(inner).size());
                }
            }
        };
        Job job = rig.started("j", driver);
        rig.verb((held, m) -> {
            outer[0] = held;
            assertEquals(0, held.generation());
            m.setSpeed(held, job, 5);
            assertTrue(held.generation() > 0);
            assertEquals(1, m.list(held).size(), "good again");
        });
        assertEquals(3, thrown.size());
        thrown.forEach(t -> assertTrue(t.getMessage().contains("the token is void"), t.getMessage()));
    }

    @Test
    void closingTwiceIsFineAndReentryIsRefused() {
        Held held = lock.acquire();
        assertTrue(lock.heldByMe());
        assertThrows(IllegalStateException.class, lock::acquire);
        assertThrows(IllegalStateException.class, lock::tryAcquire);
        assertThrows(IllegalStateException.class, lock::requireFree);
        assertTrue(lock.heldByMe());
        held.close();
        held.close();
        assertFalse(lock.heldByMe());
        lock.requireFree();
        lock.acquire().close();
    }

    @Test
    void aTokenIsNotClosedByAnotherThread() {
        try (Held held = lock.acquire()) {
            Rig.elsewhere(() -> assertThrows(IllegalStateException.class, held::close));
            assertEquals(held, lock.require(held));
        }
    }

    @Test
    void tryAcquireDoesNotWait() {
        try (Held held = lock.acquire()) {
            assertNotNull(held);
            Rig.elsewhere(() -> assertNull(lock.tryAcquire()));
        }
        Rig.elsewhere(() -> {
            try (Held held = lock.tryAcquire()) {
                assertEquals(held, lock.require(held));
            }
        });
    }

    // ---- those that release the lock

    @FunctionalInterface
    private interface Case {
        void run(Held held, Job job) throws JobException;
    }

    @Test
    void everyMethodMarkedAsReleasingTheLockReleasesIt() {
        JobMonitor m = rig.monitor;
        Map<String, Case> cases = new HashMap<>();
        cases.put("userPause", m::userPause);
        cases.put("userResume", (held, job) -> {
            m.userPause(held, job);
            m.userResume(held, job);
        });
        cases.put("setSpeed", (held, job) -> m.setSpeed(held, job, 1));
        cases.put("userCancel", (held, job) -> m.userCancel(held, job, true));
        cases.put("complete", m::complete);
        cases.put("change", (held, job) -> m.change(held, job, new JobChange("scripted", Map.of())));
        cases.put("pause", m::pause);
        cases.put("resume", (held, job) -> {
            m.pause(held, job);
            m.resume(held, job);
        });
        cases.put("cancel", (held, job) -> m.cancel(held, job, false));
        cases.put("finishSync", (held, job) -> {
            m.complete(held, job);
            m.finishSync(held, job);
        });
        cases.put("cancelSync", (held, job) -> m.cancelSync(held, job, true));
        cases.put("completeSync", m::completeSync);
        cases.put("finalizeTxn", (held, job) -> {
            m.completeSync(held, job);
            m.finalizeTxn(held, job);
        });
        cases.put("dismiss", (held, job) -> {
            m.completeSync(held, job);
            m.finalizeTxn(held, job);
            m.dismiss(held, job);
        });
        cases.put("unref", (held, job) -> {
            m.ref(held, job);
            m.completeSync(held, job);
            m.finalizeTxn(held, job);
            m.dismiss(held, job);
            m.unref(held, job);
        });
        assertEquals(new TreeSet<>(cases.keySet()), new TreeSet<>(Sources.releasing(JobMonitor.class)));
        int[] number = {0};
        cases.forEach((name, scenario) -> {
            Job job = rig.create(
                    JobSpec.named("j" + number[0]++)
                            .in(rig.main)
                            .manualFinalize()
                            .manualDismiss(),
                    Scripted.converging());
            rig.jobs.start(job);
            rig.verb((held, monitor) -> {
                long before = held.generation();
                scenario.run(held, job);
                assertTrue(held.generation() > before, name + " has not dropped the lock");
                assertEquals(held, lock.require(held));
            });
        });
    }

    @Test
    void queriesKeepTheLock() {
        Job job = rig.started("j", Scripted.sleeper());
        Set<String> releasing = Sources.releasing(JobMonitor.class);
        rig.verb((held, m) -> {
            for (Method method : monitorMethods()) {
                if (!releasing.contains(method.getName()) && !WITHOUT_TOKEN.contains(method.getName())) {
                    assertNull(call(method, held, job, null), method.toString());
                    assertEquals(0, held.generation(), method.toString());
                }
            }
        });
    }

    // ---- callbacks

    /** Looks in every callback whether the lock is free. */
    private final class Observer implements JobDriver {
        final Set<String> seen = new ConcurrentSkipListSet<>();
        final List<String> wrong = new CopyOnWriteArrayList<>();
        volatile Held verb;
        volatile boolean ready;
        volatile boolean end;

        void look(String callback) {
            seen.add(callback);
            if (lock.heldByMe()) {
                wrong.add(callback + ": held by me");
            }
            Rig.elsewhere(() -> {
                Held held = lock.tryAcquire();
                if (held == null) {
                    wrong.add(callback + ": held by somebody");
                } else {
                    held.close();
                }
            });
            if (verb != null) {
                try {
                    rig.monitor.list(verb);
                    wrong.add(callback + ": the caller's token is good");
                } catch (IllegalStateException expected) {
                    // void here
                }
            }
        }

        @Override
        public String type() {
            return "observer";
        }

        @Override
        public void run(JobContext context) throws JobException {
            look("run");
            if (ready) {
                context.transitionToReady();
            }
            while (!end && !context.isCancelled()) {
                context.sleep(Duration.ofSeconds(1));
            }
        }

        @Override
        public void pause() {
            look("pause");
        }

        @Override
        public void resume() {
            look("resume");
        }

        @Override
        public void userResume() {
            look("userResume");
        }

        @Override
        public void complete(Job job) {
            look("complete");
            end = true;
        }

        @Override
        public boolean cancel(boolean force) {
            look("cancel");
            return true;
        }

        @Override
        public void prepare() {
            look("prepare");
        }

        @Override
        public void commit() {
            look("commit");
        }

        @Override
        public void abort() {
            look("abort");
        }

        @Override
        public void clean() {
            look("clean");
        }

        @Override
        public void free() {
            look("free");
        }

        @Override
        public void setSpeed(long bytesPerSecond) {
            look("setSpeed");
        }

        @Override
        public void change(JobChange change) {
            look("change");
        }
    }

    @Test
    void everyCallbackFindsTheLockFree() {
        Observer observer = new Observer();
        observer.ready = true;
        rig.system.addEventListener(event -> observer.look("event"));
        Job job = rig.create(
                JobSpec.named("j").in(rig.main).onCompletion(result -> observer.look("completion")), observer);
        rig.jobs.start(job);
        verb(observer, (held, m) -> m.userPause(held, job));
        verb(observer, (held, m) -> m.userResume(held, job));
        verb(observer, (held, m) -> m.setSpeed(held, job, 1));
        verb(observer, (held, m) -> m.change(held, job, new JobChange("observer", Map.of())));
        verb(observer, (held, m) -> m.completeSync(held, job));
        rig.settle();
        Job cancelled = rig.create(JobSpec.named("cancelled").in(rig.main), observer);
        rig.jobs.start(cancelled);
        verb(observer, (held, m) -> m.cancelSync(held, cancelled, true));
        rig.settle();
        assertEquals(
                new TreeSet<>(List.of(
                        "run",
                        "pause",
                        "resume",
                        "userResume",
                        "complete",
                        "prepare",
                        "commit",
                        "abort",
                        "clean",
                        "cancel",
                        "free",
                        "setSpeed",
                        "change",
                        "completion",
                        "event")),
                new TreeSet<>(observer.seen));
        Set<String> declared = Arrays.stream(JobDriver.class.getDeclaredMethods())
                .map(Method::getName)
                .filter(name -> !name.equals("type") && !name.startsWith("$"))
                .collect(Collectors.toCollection(HashSet::new));
        assertTrue(observer.seen.containsAll(declared), "a callback is never looked into: " + declared);
        assertEquals(List.of(), observer.wrong);
    }

    private void verb(Observer observer, Rig.Verb verb) {
        rig.verb((held, m) -> {
            observer.verb = held;
            verb.apply(held, m);
            observer.verb = null;
        });
    }

    @Test
    void changeListenersMayRunUnderTheLockButTakeNothing() {
        List<Boolean> held = new CopyOnWriteArrayList<>();
        rig.system.addChangeListener(() -> held.add(lock.heldByMe()));
        Job job = rig.inMain("j", Scripted.quick());
        job.progress().update(1);
        assertEquals(List.of(true, false), held);
    }

    @Test
    void aWaitWithTheLockHeldIsRefused() {
        try (Held held = lock.acquire()) {
            assertNotNull(held);
            assertThrows(IllegalStateException.class, () -> rig.main.waitWhileUnlocked(() -> false));
            assertThrows(IllegalStateException.class, rig.monitor::cancelSyncAll);
            assertThrows(IllegalStateException.class, rig.monitor::newTxn);
        }
    }

    // ---- the driver's side

    @Test
    void everyCallOfTheDriversSideIsRefusedWhileTheLockIsHeld() {
        Job job = rig.started("j", Scripted.sleeper());
        Job created = rig.inMain("created", Scripted.quick());
        Map<String, Rig.Verb> calls = new HashMap<>();
        calls.put("create", (held, m) -> rig.jobs.create(JobSpec.named("k"), Scripted.quick()));
        calls.put("start", (held, m) -> rig.jobs.start(created));
        calls.put("enter", (held, m) -> rig.jobs.enter(job));
        calls.put("earlyFail", (held, m) -> rig.jobs.earlyFail(created));
        calls.put("setEventLoop", (held, m) -> rig.jobs.setEventLoop(created, rig.main));
        calls.put("eventLoop", (held, m) -> rig.jobs.eventLoop(job));
        assertEquals(publicNames(rig.jobs.getClass()), calls.keySet());
        calls.forEach((name, call) ->
                rig.verb((held, m) -> assertThrows(IllegalStateException.class, () -> call.apply(held, m), name)));
        assertEquals(JobStatus.CREATED, rig.status(created));
    }

    private static Set<String> publicNames(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(m -> Modifier.isPublic(m.getModifiers())
                        && !m.isSynthetic()
                        && !m.getName().startsWith("$"))
                .map(Method::getName)
                .collect(Collectors.toSet());
    }

    @Test
    void everyCallOfABodyIsRefusedWhileItHoldsTheLock() {
        Set<String> refused = new TreeSet<>();
        List<String> accepted = new ArrayList<>();
        Job job = rig.create(JobSpec.named("j").in(rig.main), new Scripted(context -> {
            Map<String, org.junit.jupiter.api.function.Executable> calls = new HashMap<>();
            calls.put("pausePoint", context::pausePoint);
            calls.put("yieldJob", context::yieldJob);
            calls.put("sleep", () -> context.sleep(Duration.ZERO));
            calls.put("cancelRequested", context::cancelRequested);
            calls.put("isCancelled", context::isCancelled);
            calls.put("transitionToReady", context::transitionToReady);
            calls.put("blocking", () -> context.blocking(() -> null));
            calls.put("onMain", () -> context.onMain(() -> null));
            try (Held held = lock.acquire()) {
                assertNotNull(held);
                calls.forEach((name, call) -> {
                    try {
                        call.execute();
                        accepted.add(name);
                    } catch (IllegalStateException e) {
                        refused.add(name);
                    } catch (Throwable e) {
                        accepted.add(name + e);
                    }
                });
                // constant facts, and what has a lock of its own
                context.job().id();
                context.progress().update(1);
                context.rateLimit().delayAfter(0);
            }
        }));
        rig.jobs.start(job);
        rig.settle();
        assertEquals(List.of(), accepted);
        Set<String> declared = Arrays.stream(JobContext.class.getDeclaredMethods())
                .map(Method::getName)
                .filter(name -> !name.startsWith("$"))
                .collect(Collectors.toCollection(TreeSet::new));
        declared.removeAll(Set.of("job", "progress", "rateLimit"));
        assertEquals(declared, refused);
        assertEquals(JobStatus.NULL, rig.status(job));
    }

    @Test
    void whatWaitsIsForTheBodyAlone() {
        JobContext[] leaked = new JobContext[1];
        Job job = rig.started("j", new Scripted(context -> {
            leaked[0] = context;
            context.yieldJob();
        }));
        assertNotNull(job);
        assertThrows(IllegalStateException.class, () -> leaked[0].pausePoint());
        assertThrows(IllegalStateException.class, () -> leaked[0].yieldJob());
        assertThrows(IllegalStateException.class, () -> leaked[0].sleep(Duration.ZERO));
        assertThrows(IllegalStateException.class, () -> leaked[0].blocking(() -> null));
        assertThrows(IllegalStateException.class, () -> leaked[0].onMain(() -> null));
    }

    // ---- main loop, foreign jobs

    @Test
    void verbsAreRefusedOffTheMainLoopAndQueriesAreNot() {
        Job job = rig.started("j", Scripted.converging());
        Job created = rig.inMain("created", Scripted.quick());
        Set<String> releasing = Sources.releasing(JobMonitor.class);
        Rig.elsewhere(() -> {
            for (Method method : monitorMethods()) {
                boolean onJob = Arrays.asList(method.getParameterTypes()).contains(Job.class);
                if (!onJob) {
                    continue;
                }
                try (Held held = lock.acquire()) {
                    Throwable thrown = call(method, held, job, null);
                    if (releasing.contains(method.getName())) {
                        assertInstanceOf(IllegalStateException.class, thrown, method.toString());
                        assertTrue(thrown.getMessage().contains("must be called in the event loop 'main'"));
                    } else {
                        assertNull(thrown, method.toString());
                    }
                }
            }
            assertThrows(IllegalStateException.class, rig.monitor::cancelSyncAll);
            assertThrows(IllegalStateException.class, () -> rig.jobs.create(JobSpec.named("k"), Scripted.quick()));
            assertThrows(IllegalStateException.class, () -> rig.jobs.start(created));
            assertThrows(IllegalStateException.class, () -> rig.jobs.earlyFail(created));
            assertThrows(IllegalStateException.class, () -> rig.jobs.setEventLoop(created, rig.main));
            assertDoesNotThrow(() -> rig.jobs.enter(job));
        });
        assertEquals(JobStatus.READY, rig.status(job));
    }

    /** Somebody else's idea of a job. */
    private record Impostor(JobKey key, String id, String type, JobProgress progress) implements Job {
        @Override
        public boolean internal() {
            return false;
        }

        @Override
        public boolean autoFinalize() {
            return true;
        }

        @Override
        public boolean autoDismiss() {
            return true;
        }

        @Override
        public JobStatus status(Held held) {
            return JobStatus.RUNNING;
        }
    }

    @Test
    void jobsAndTransactionsOfOthersAreRefused() {
        rig.started("j", Scripted.sleeper());
        Job impostor = new Impostor(new JobKey(1), "j", "scripted", new JobProgress(() -> {}));
        try (Rig other = new Rig()) {
            Job theirs = other.inMain("j", Scripted.quick());
            JobTxn theirTxn = other.monitor.newTxn();
            JobTxn fakeTxn = () -> 1;
            for (Job foreign : Arrays.asList(impostor, theirs, null)) {
                for (Method method : monitorMethods()) {
                    if (Arrays.asList(method.getParameterTypes()).contains(Job.class)) {
                        rig.verb((held, m) -> assertInstanceOf(
                                IllegalArgumentException.class, call(method, held, foreign, null), method.toString()));
                    }
                }
                assertThrows(IllegalArgumentException.class, () -> rig.jobs.start(foreign));
                assertThrows(IllegalArgumentException.class, () -> rig.jobs.enter(foreign));
                assertThrows(IllegalArgumentException.class, () -> rig.jobs.earlyFail(foreign));
                assertThrows(IllegalArgumentException.class, () -> rig.jobs.eventLoop(foreign));
                assertThrows(IllegalArgumentException.class, () -> rig.jobs.setEventLoop(foreign, rig.main));
            }
            for (JobTxn foreign : List.of(theirTxn, fakeTxn)) {
                rig.verb((held, m) -> assertThrows(IllegalArgumentException.class, () -> m.unref(held, foreign)));
                assertThrows(
                        IllegalArgumentException.class,
                        () -> rig.jobs.create(JobSpec.named("k").joining(foreign), Scripted.quick()));
            }
            assertEquals(1, rig.get(rig.monitor::list).size());
            rig.verb((held, m) -> assertThrows(IllegalStateException.class, () -> theirs.status(held)));
        }
    }
}
