package org.jobdeck.job.monitor.histories;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobLock;
import org.jobdeck.job.common.JobSystem;
import org.jobdeck.job.driver.JobContext;
import org.jobdeck.job.driver.JobDriver;
import org.jobdeck.loop.Coroutine;
import org.jobdeck.loop.Errno;
import org.jobdeck.loop.EventLoop;

/** Does what its script says, and looks at every callback's lock and thread. */
final class ScriptDriver implements JobDriver {

    private static final Duration NAP = Duration.ofNanos(100_000);

    private final JobScript script;
    private final Journal journal;
    private final JobLock lock;
    private final EventLoop main;

    private volatile boolean ready;
    private volatile boolean completeAsked;

    /** The thread of the body, for the report of a hang. */
    private volatile Thread body;

    private volatile boolean inBody;

    ScriptDriver(JobScript script, Journal journal, JobSystem system) {
        this.script = script;
        this.journal = journal;
        this.lock = system.lock();
        this.main = system.mainLoop();
    }

    JobScript script() {
        return script;
    }

    Thread body() {
        return body;
    }

    /** Whether the body has begun and not returned. */
    boolean inBody() {
        return inBody;
    }

    @Override
    public String type() {
        return "scripted";
    }

    @Override
    public void run(JobContext context) throws JobException {
        inCoroutine("run");
        body = Thread.currentThread();
        inBody = true;
        try {
            for (Act act : script.body()) {
                perform(act, context);
                if (context.isCancelled()) {
                    return;
                }
            }
        } finally {
            inBody = false;
        }
    }

    private void perform(Act act, JobContext context) throws JobException {
        switch (act) {
            case PAUSE_POINT -> context.pausePoint();
            case YIELD -> context.yieldJob();
            case SLEEP -> context.sleep(NAP);
            case BLOCK -> await(() -> context.blocking(() -> 1));
            case ON_MAIN ->
                await(() -> context.onMain(() -> {
                    journal.expect(main.isCurrent(), script.id() + ": onMain was elsewhere");
                    return 1;
                }));
            case PROGRESS -> context.progress().update(1);
            case READY -> {
                if (!ready) {
                    ready = true;
                    context.transitionToReady();
                }
            }
            case WAIT_FOR_ORDER -> {
                while (!completeAsked && !context.cancelRequested()) {
                    context.sleep(NAP);
                }
            }
            case FAIL -> throw new JobException(Errno.EIO);
        }
    }

    /** Work that is waited for by the body. */
    @FunctionalInterface
    private interface Work {
        Integer get() throws ExecutionException;
    }

    private void await(Work work) {
        try {
            journal.expect(work.get() == 1, script.id() + ": the result of work was lost");
        } catch (ExecutionException e) {
            journal.fault(script.id() + ": work failed: " + e.getCause());
        }
        journal.expect(Coroutine.current() != null, script.id() + ": the body lost its coroutine");
    }

    // ---- callbacks

    private void inCoroutine(String call) {
        journal.call(script.number(), call);
        journal.expect(!lock.heldByMe(), script.id() + ": " + call + " was called with the lock held");
        journal.expect(Coroutine.current() != null, script.id() + ": " + call + " was not called in a coroutine");
    }

    private void onMain(String call) {
        journal.call(script.number(), call);
        journal.expect(!lock.heldByMe(), script.id() + ": " + call + " was called with the lock held");
        journal.expect(main.isCurrent(), script.id() + ": " + call + " was not called on the main loop");
    }

    void completed(int result) {
        onMain("completion");
        journal.result(script.number(), result);
    }

    @Override
    public void pause() {
        inCoroutine("pause");
    }

    @Override
    public void resume() {
        inCoroutine("resume");
    }

    @Override
    public void userResume() {
        onMain("userResume");
    }

    @Override
    public void complete(Job job) throws JobException {
        onMain("complete");
        if (script.refusesComplete()) {
            throw new JobException(Errno.EBUSY);
        }
        completeAsked = true;
    }

    @Override
    public boolean cancel(boolean force) {
        onMain("cancel");
        return script.answer().to(force, ready);
    }

    @Override
    public void prepare() throws JobException {
        onMain("prepare");
        if (script.failsPrepare()) {
            throw new JobException(Errno.ENOSPC);
        }
    }

    @Override
    public void commit() {
        onMain("commit");
    }

    @Override
    public void abort() {
        onMain("abort");
    }

    @Override
    public void clean() {
        onMain("clean");
    }

    @Override
    public void free() {
        onMain("free");
    }

    @Override
    public void setSpeed(long bytesPerSecond) {
        onMain("setSpeed");
    }
}
