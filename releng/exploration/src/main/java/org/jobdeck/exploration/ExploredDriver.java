package org.jobdeck.exploration;

import java.time.Duration;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.job.driver.JobContext;
import org.jobdeck.job.driver.JobDriver;
import org.jobdeck.loop.Errno;

/** A driver that stops at each callback, checks what must hold there, and gives every answer there is. */
final class ExploredDriver implements JobDriver {

    /** How far the end of the job has come. */
    private enum End {
        NOT_YET,
        COMMITTED,
        ABORTED,
        CLEANED,
        TOLD,
        FREED
    }

    private final World world;
    private final Subject subject;
    private int at;
    private String waiting = "";
    private long due;
    private int runs;
    private int pauses;
    private int resumes;
    private boolean completeAsked;
    private boolean committed;
    private End end = End.NOT_YET;

    ExploredDriver(World world, Subject subject) {
        this.world = world;
        this.subject = subject;
    }

    void addTo(Fingerprint print) {
        print.add(at)
                .add(waiting)
                .add(Math.max(0, due - world.now()))
                .add(runs)
                .add(pauses - resumes)
                .add(completeAsked)
                .add(committed)
                .add(end.ordinal());
    }

    /** What the body waits in, as far as it can see; empty if it does not wait. */
    String waiting() {
        return waiting;
    }

    /** Whether the body waits for nothing but the order to complete. */
    boolean waitsForComplete() {
        return waiting.equals("ready") && !completeAsked;
    }

    /** Whether commit was called. */
    boolean committed() {
        return committed;
    }

    /** Whether everything has come in order, up to free. */
    boolean endedInOrder() {
        return end == End.FREED && pauses == resumes;
    }

    // ---- the body

    @Override
    public String type() {
        return "explored";
    }

    @Override
    public void run(JobContext context) throws JobException {
        world.callback(subject, "run", true);
        runs++;
        world.require(runs == 1, Rule.STARTED_ONCE, subject, "run is called again");
        for (Step step : subject.shape().body()) {
            at++;
            switch (step) {
                case PAUSE_POINT -> await("pause point", context::pausePoint);
                case SLEEP -> sleep("sleep", at, context);
                case YIELD -> await("yield", context::yieldJob);
                case READY -> waitForComplete(context);
            }
        }
        if (!world.answer(subject, "run", true)) {
            throw new JobException(Errno.EIO);
        }
    }

    private void waitForComplete(JobContext context) {
        if (!world.answer(subject, "ready", true)) {
            await("pause point", context::pausePoint);
            return;
        }
        context.transitionToReady();
        while (!completeAsked && !context.cancelRequested()) {
            sleep("ready", 1, context);
        }
    }

    private void sleep(String name, int seconds, JobContext context) {
        Duration time = Duration.ofSeconds(seconds);
        due = world.now() + time.toNanos();
        JobState before = world.state(subject);
        subject.excused = before.pauseCount() > 0 || world.mayBeWoken(subject);
        await(name, () -> context.sleep(time));
        boolean early = world.now() < due && !world.state(subject).cancelled() && !subject.excused;
        world.require(!early, Rule.SLEEP_IS_KEPT, subject, "the sleep ends before its time");
    }

    private void await(String name, Runnable wait) {
        waiting = name;
        try {
            wait.run();
        } catch (RuntimeException e) {
            world.fail(Rule.NO_FAILURE, subject, name + " throws " + e);
            throw e;
        }
        waiting = "";
        world.require(world.state(subject).busy(), Rule.BUSY_WHEN_RUNNING, subject, "not busy after " + name);
    }

    @Override
    public void pause() {
        pauses++;
        world.callback(subject, "pause", true);
    }

    @Override
    public void resume() {
        resumes++;
        world.callback(subject, "resume", true);
    }

    // ---- on the main loop

    @Override
    public void userResume() {
        world.callback(subject, "userResume", false);
    }

    @Override
    public void setSpeed(long bytesPerSecond) {
        world.callback(subject, "setSpeed", false);
    }

    @Override
    public void complete(Job job) throws JobException {
        world.require(
                !world.state(subject).cancelled(),
                Rule.NO_COMPLETE_AFTER_CANCEL,
                subject,
                "complete is called after a cancel");
        world.callback(subject, "complete", false);
        if (!world.answer(subject, "complete", true)) {
            throw new JobException(Errno.EPERM);
        }
        completeAsked = true;
        world.jobs().enter(job);
    }

    @Override
    public boolean cancel(boolean force) {
        world.callback(subject, "cancel", false);
        return world.answer(subject, "cancel", force);
    }

    @Override
    public void prepare() throws JobException {
        finalCallback("prepare");
        world.require(end == End.NOT_YET, Rule.ENDS_IN_ORDER, subject, "prepare after " + end);
        if (!world.answer(subject, "prepare", true)) {
            throw new JobException(Errno.ENOSPC);
        }
    }

    @Override
    public void commit() {
        world.require(world.state(subject).result() == 0, Rule.ALL_OR_NOTHING, subject, "a failed job is committed");
        committed = true;
        move(End.NOT_YET, End.COMMITTED);
        finalCallback("commit");
    }

    @Override
    public void abort() {
        world.require(world.state(subject).result() != 0, Rule.ALL_OR_NOTHING, subject, "a good job is aborted");
        move(End.NOT_YET, End.ABORTED);
        finalCallback("abort");
    }

    @Override
    public void clean() {
        move(committed ? End.COMMITTED : End.ABORTED, End.CLEANED);
        finalCallback("clean");
    }

    /** The completion callback. */
    void told(int result) {
        world.require((result == 0) == committed, Rule.ENDS_IN_ORDER, subject, "told the result " + result);
        move(End.CLEANED, End.TOLD);
        finalCallback("completion");
    }

    @Override
    public void free() {
        JobState state = world.state(subject);
        boolean over =
                state.status() == JobStatus.NULL && state.references() == 0 && state.timerAt() < 0 && !state.inTxn();
        world.require(over, Rule.LAST_REFERENCE, subject, "freed while " + state);
        move(subject.failedEarly ? End.NOT_YET : End.TOLD, End.FREED);
        world.callback(subject, "free", false);
    }

    private void move(End from, End to) {
        world.require(end == from, Rule.ENDS_IN_ORDER, subject, to + " after " + end);
        end = to;
    }

    private void finalCallback(String name) {
        JobState state = world.state(subject);
        world.require(state.completed(), Rule.FINALIZED_WHEN_COMPLETED, subject, name + " while " + state);
        world.require(!state.started() || !state.busy(), Rule.IDLE_AT_THE_END, subject, name + " while " + state);
        world.callback(subject, name, false);
    }
}
