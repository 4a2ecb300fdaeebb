package org.jobdeck.exploration;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobLock;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.job.common.internal.JobCore;
import org.jobdeck.job.common.internal.JobRegistry;
import org.jobdeck.job.common.internal.TxnCore;
import org.jobdeck.loop.Coroutine;
import org.jobdeck.loop.EventLoop;
import org.jobdeck.loop.Timer;

/**
 * Reads private fields of the core while nothing runs: the search must see the state without taking the lock, as that
 * would be a step of its own.
 */
final class Peek {

    private static final MethodHandle STATUS = Fields.of(JobCore.class, "status");
    private static final MethodHandle REFERENCES = Fields.of(JobCore.class, "references");
    private static final MethodHandle PAUSE_COUNT = Fields.of(JobCore.class, "pauseCount");
    private static final MethodHandle BUSY = Fields.of(JobCore.class, "busy");
    private static final MethodHandle PAUSED = Fields.of(JobCore.class, "paused");
    private static final MethodHandle USER_PAUSED = Fields.of(JobCore.class, "userPaused");
    private static final MethodHandle CANCELLED = Fields.of(JobCore.class, "cancelled");
    private static final MethodHandle FORCE_CANCELLED = Fields.of(JobCore.class, "forceCancelled");
    private static final MethodHandle DEFERRED = Fields.of(JobCore.class, "deferredToMainLoop");
    private static final MethodHandle RESULT = Fields.of(JobCore.class, "result");
    private static final MethodHandle ERROR = Fields.of(JobCore.class, "error");
    private static final MethodHandle SLEEP_TIMER = Fields.of(JobCore.class, "sleepTimer");
    private static final MethodHandle TXN = Fields.of(JobCore.class, "txn");
    private static final MethodHandle COROUTINE = Fields.of(JobCore.class, "coroutine");
    private static final MethodHandle SPEED = Fields.of(JobCore.class, "speed");
    private static final MethodHandle MEMBERS =
            Fields.of(TxnCore.class, "jobs").asType(MethodType.methodType(Collection.class, TxnCore.class));
    private static final MethodHandle ABORTING = Fields.of(TxnCore.class, "aborting");
    private static final MethodHandle TXN_REFERENCES = Fields.of(TxnCore.class, "references");
    private static final MethodHandle REGISTERED = Fields.of(JobRegistry.class, "jobs");
    private static final MethodHandle SCHEDULED = Fields.of(Coroutine.class, "scheduled");
    private static final String LOOP = "org.jobdeck.loop.";
    private static final MethodHandle TAKEN = Fields.of(LOOP + "PrivateLoop", "held", boolean.class);
    private static final MethodHandle HALVES = Fields.of(LOOP + "HomeLoop", "bottomHalves", Object.class);
    private static final MethodHandle WAKE_UPS = Fields.of(LOOP + "HomeLoop", "wakeUps", Object.class);
    private static final MethodHandle TIMERS = Fields.of(LOOP + "HomeLoop", "timers", Object.class);
    private static final MethodHandle HEAP = Fields.of(LOOP + "TimerQueue", "heap", Object.class);
    private static final MethodHandle DEADLINE = Fields.of(LOOP + "TimerQueue$Entry", "deadline", long.class);
    private static final MethodHandle TASK = Fields.of(LOOP + "HomeLoop$BottomHalf", "task", Object.class);

    private final Map<Class<?>, Integer> classNumbers = new HashMap<>();
    private final Map<Class<?>, List<MethodHandle>> captures = new HashMap<>();

    JobStatus status(Job job) {
        try {
            return (JobStatus) STATUS.invokeExact((JobCore) job);
        } catch (Throwable e) {
            throw unreadable(e);
        }
    }

    JobState state(Job job) {
        try {
            JobCore core = (JobCore) job;
            Coroutine coroutine = (Coroutine) COROUTINE.invokeExact(core);
            return new JobState(
                    (JobStatus) STATUS.invokeExact(core),
                    (int) REFERENCES.invokeExact(core),
                    (int) PAUSE_COUNT.invokeExact(core),
                    (boolean) BUSY.invokeExact(core),
                    (boolean) PAUSED.invokeExact(core),
                    (boolean) USER_PAUSED.invokeExact(core),
                    (boolean) CANCELLED.invokeExact(core),
                    (boolean) FORCE_CANCELLED.invokeExact(core),
                    (boolean) DEFERRED.invokeExact(core),
                    (int) RESULT.invokeExact(core),
                    (String) ERROR.invokeExact(core),
                    dueAt((Timer) SLEEP_TIMER.invokeExact(core)),
                    (TxnCore) TXN.invokeExact(core) != null,
                    coroutine != null,
                    coroutine != null && ((AtomicBoolean) SCHEDULED.invokeExact(coroutine)).get(),
                    (long) SPEED.invokeExact(core));
        } catch (Throwable e) {
            throw unreadable(e);
        }
    }

    private static long dueAt(Timer timer) throws Throwable {
        return timer == null || !timer.isPending() ? -1 : (long) DEADLINE.invokeExact((Object) timer);
    }

    /** The job's coroutine, or null. */
    Coroutine coroutine(Job job) {
        try {
            return (Coroutine) COROUTINE.invokeExact((JobCore) job);
        } catch (Throwable e) {
            throw unreadable(e);
        }
    }

    /** The transaction that the job is a member of, or null. */
    TxnCore txn(Job job) {
        try {
            return (TxnCore) TXN.invokeExact((JobCore) job);
        } catch (Throwable e) {
            throw unreadable(e);
        }
    }

    /** The members of the transaction, newest first. */
    Collection<?> members(TxnCore txn) {
        try {
            return (Collection<?>) MEMBERS.invokeExact(txn);
        } catch (Throwable e) {
            throw unreadable(e);
        }
    }

    boolean aborting(TxnCore txn) {
        try {
            return (boolean) ABORTING.invokeExact(txn);
        } catch (Throwable e) {
            throw unreadable(e);
        }
    }

    int references(TxnCore txn) {
        try {
            return (int) TXN_REFERENCES.invokeExact(txn);
        } catch (Throwable e) {
            throw unreadable(e);
        }
    }

    /** The keys of all jobs there are, in the order of the registry. */
    Collection<?> registered(JobRegistry registry) {
        try {
            return ((SequencedMap<?, ?>) REGISTERED.invokeExact(registry)).keySet();
        } catch (Throwable e) {
            throw unreadable(e);
        }
    }

    /** Whether a coroutine has the baton of the private loop, or is on its way to get it. */
    boolean isTaken(EventLoop privateLoop) {
        try {
            return (boolean) TAKEN.invokeExact((Object) privateLoop);
        } catch (Throwable e) {
            throw unreadable(e);
        }
    }

    /** Whether a loop with a home thread has something to do now. */
    boolean hasWork(EventLoop homeLoop) {
        return !halves(homeLoop).isEmpty()
                || nextTimer(homeLoop) <= homeLoop.clock().nanoTime();
    }

    private static Collection<?> halves(EventLoop homeLoop) {
        try {
            Object halves = HALVES.invokeExact((Object) homeLoop);
            return (ArrayDeque<?>) halves;
        } catch (Throwable e) {
            throw unreadable(e);
        }
    }

    private static PriorityQueue<?> timers(EventLoop homeLoop) throws Throwable {
        Object queue = TIMERS.invokeExact((Object) homeLoop);
        Object heap = HEAP.invokeExact(queue);
        return (PriorityQueue<?>) heap;
    }

    /** When the next timer of the loop is due, or {@code Long.MAX_VALUE}. */
    long nextTimer(EventLoop homeLoop) {
        try {
            long next = Long.MAX_VALUE;
            for (Object entry : timers(homeLoop)) {
                if (((Timer) entry).isPending()) {
                    next = Math.min(next, (long) DEADLINE.invokeExact(entry));
                }
            }
            return next;
        } catch (Throwable e) {
            throw unreadable(e);
        }
    }

    /** What waits in the queues of a loop with a home thread: each bottom half's code and the jobs it is for. */
    void addQueues(EventLoop homeLoop, Fingerprint print, Map<Object, Integer> numbers) {
        try {
            for (Object half : halves(homeLoop)) {
                Object task = TASK.invokeExact(half);
                print.add(classNumbers.computeIfAbsent(task.getClass(), type -> classNumbers.size() + 1));
                for (MethodHandle capture : captures.computeIfAbsent(task.getClass(), Fields::all)) {
                    Object captured = capture.invokeExact(task);
                    print.add(numbers.getOrDefault(captured, 0));
                }
            }
            Object wakeUps = WAKE_UPS.invokeExact((Object) homeLoop);
            for (Object coroutine : (ArrayDeque<?>) wakeUps) {
                print.add(numbers.getOrDefault(coroutine, 0));
            }
            long now = homeLoop.clock().nanoTime();
            long sum = 0;
            for (Object entry : timers(homeLoop)) {
                if (((Timer) entry).isPending()) {
                    long deadline = (long) DEADLINE.invokeExact(entry);
                    sum += new Fingerprint().add(deadline - now).value();
                }
            }
            print.add(sum);
        } catch (Throwable e) {
            throw unreadable(e);
        }
    }

    /** Gives the job a pause without telling its body, which nothing outside the core can do. */
    void notePause(Job job, JobLock.Held held) {
        try {
            Method method = JobCore.class.getDeclaredMethod("addPause", JobLock.Held.class);
            method.setAccessible(true);
            method.invoke(job, held);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("JobCore.addPause is not what it was", e);
        }
    }

    private static IllegalStateException unreadable(Throwable cause) {
        return new IllegalStateException("the search cannot read a field of the core", cause);
    }
}
