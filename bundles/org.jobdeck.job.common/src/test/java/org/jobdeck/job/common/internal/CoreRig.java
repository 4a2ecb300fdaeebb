package org.jobdeck.job.common.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jobdeck.job.common.JobChange;
import org.jobdeck.job.common.JobEvent;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobLock.Held;
import org.jobdeck.job.common.JobSystem;
import org.jobdeck.loop.EventLoop;
import org.jobdeck.loop.ManualClock;

/** A job layer of its own whose main loop is the thread of the test, and jobs with nothing to do. */
final class CoreRig implements AutoCloseable {

    final ManualClock clock = new ManualClock();
    final EventLoop main = EventLoop.adopting("main", clock);
    final JobLayer layer = JobLayer.of(JobSystem.create(main));
    final List<JobEvent> events = new ArrayList<>();

    CoreRig() {
        layer.addEventListener(events::add);
    }

    JobCore create(String id) {
        return create(id, null);
    }

    JobCore create(String id, TxnCore txn) {
        return create(id, txn, new Idle());
    }

    /** An idle job of another layer, in that one's main loop. */
    static JobCore create(JobLayer owner, String id) {
        try {
            return owner.create(
                    new CreateRequest(id, new Idle(), null, owner.mainLoop(), id == null, true, true, null));
        } catch (JobException e) {
            throw new AssertionError(e);
        }
    }

    JobCore create(String id, TxnCore txn, DriverOps ops) {
        try {
            return layer.create(new CreateRequest(id, ops, txn, main, id == null, true, true, null));
        } catch (JobException e) {
            throw new AssertionError(e);
        }
    }

    <T> T locked(Function<Held, T> action) {
        return layer.lock().with(action);
    }

    void underLock(Consumer<Held> action) {
        layer.lock().with(held -> {
            action.accept(held);
            return null;
        });
    }

    void poll() {
        boolean more = true;
        while (more) {
            more = main.poll(false);
        }
    }

    @Override
    public void close() {
        main.close();
    }

    /** A driver that does nothing. */
    static class Idle implements DriverOps {
        @Override
        public String type() {
            return "idle";
        }

        @Override
        public void run(JobCore job) throws JobException {}

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void userResume() {}

        @Override
        public void complete(JobCore job) {}

        @Override
        public boolean cancel(boolean force) {
            return true;
        }

        @Override
        public void prepare() {}

        @Override
        public void commit() {}

        @Override
        public void abort() {}

        @Override
        public void clean() {}

        @Override
        public void free() {}

        @Override
        public void setSpeed(long bytesPerSecond) {}

        @Override
        public void change(JobCore job, JobChange change) {}
    }
}
