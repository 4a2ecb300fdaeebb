package org.jobdeck.job.monitor;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobChange;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.driver.JobContext;
import org.jobdeck.job.driver.JobDriver;
import org.jobdeck.loop.Errno;

/** A driver that writes down what is asked of it and does what the test says. */
class Scripted implements JobDriver {

    /** What the body does. */
    @FunctionalInterface
    interface Body {
        void run(JobContext context) throws JobException;
    }

    final List<String> calls = new CopyOnWriteArrayList<>();
    private final Body body;

    /** Set by complete; a body that loops ends on it. */
    volatile boolean shouldComplete;

    /** How often the body came round. */
    volatile int turns;

    UnaryOperator<Boolean> cancelAnswer = force -> true;
    JobException failPrepare;
    Runnable onPrepare = () -> {};

    Scripted(Body body) {
        this.body = body;
    }

    /** Ends at once, well. */
    static Scripted quick() {
        return new Scripted(context -> {});
    }

    /** Ends at once with that failure. */
    static Scripted failing(Errno errno) {
        return new Scripted(context -> {
            throw new JobException(errno);
        });
    }

    /** Sleeps again and again until it is completed or cancelled by force. */
    static Scripted sleeper() {
        Scripted[] self = new Scripted[1];
        self[0] = new Scripted(context -> self[0].loop(context, false));
        return self[0];
    }

    /** Becomes ready, then as a sleeper. */
    static Scripted converging() {
        Scripted[] self = new Scripted[1];
        self[0] = new Scripted(context -> self[0].loop(context, true));
        return self[0];
    }

    /** Yields again and again until it is completed or cancelled by force. */
    static Scripted yielder() {
        Scripted[] self = new Scripted[1];
        self[0] = new Scripted(context -> {
            while (!self[0].shouldComplete && !context.isCancelled()) {
                self[0].turns++;
                context.yieldJob();
            }
        });
        return self[0];
    }

    private void loop(JobContext context, boolean ready) {
        if (ready) {
            context.transitionToReady();
        }
        while (!shouldComplete && !context.isCancelled()) {
            turns++;
            context.sleep(Duration.ofSeconds(1));
        }
    }

    Scripted answering(UnaryOperator<Boolean> answer) {
        cancelAnswer = answer;
        return this;
    }

    @Override
    public String type() {
        return "scripted";
    }

    @Override
    public void run(JobContext context) throws JobException {
        calls.add("run");
        body.run(context);
    }

    @Override
    public void pause() {
        calls.add("pause");
    }

    @Override
    public void resume() {
        calls.add("resume");
    }

    @Override
    public void userResume() {
        calls.add("userResume");
    }

    @Override
    public void complete(Job job) throws JobException {
        calls.add("complete");
        shouldComplete = true;
    }

    @Override
    public boolean cancel(boolean force) {
        calls.add("cancel " + force);
        return cancelAnswer.apply(force);
    }

    @Override
    public void prepare() throws JobException {
        calls.add("prepare");
        onPrepare.run();
        if (failPrepare != null) {
            throw failPrepare;
        }
    }

    @Override
    public void commit() {
        calls.add("commit");
    }

    @Override
    public void abort() {
        calls.add("abort");
    }

    @Override
    public void clean() {
        calls.add("clean");
    }

    @Override
    public void free() {
        calls.add("free");
    }

    @Override
    public void setSpeed(long bytesPerSecond) {
        calls.add("setSpeed " + bytesPerSecond);
    }

    @Override
    public void change(JobChange change) throws JobException {
        calls.add("change " + change.type());
    }
}
