package org.jobdeck.job.common.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.jobdeck.job.common.JobSystem;
import org.jobdeck.job.common.LockObserver;
import org.jobdeck.loop.EventLoop;
import org.jobdeck.loop.ManualClock;
import org.junit.jupiter.api.Test;

/** What it takes to cancel all jobs grows with their number, not with its square. */
class CancelAllTest {

    /** How often the lock was taken, and how much memory was asked for. */
    private record Cost(long acquisitions, long bytes) {}

    private static final class Counter implements LockObserver {
        private long acquisitions;

        @Override
        public void acquired() {
            acquisitions++;
        }
    }

    private static Cost costOf(int jobs) {
        Counter counter = new Counter();
        try (EventLoop main = EventLoop.adopting("main", new ManualClock())) {
            JobLayer layer = JobLayer.of(JobSystem.create(main, counter));
            for (int i = 0; i < jobs; i++) {
                CoreRig.create(layer, "j" + i);
            }
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long takenBefore = counter.acquisitions;
            long bytesBefore = threads.getCurrentThreadAllocatedBytes();
            layer.syncForms().cancelSyncAll();
            return new Cost(counter.acquisitions - takenBefore, threads.getCurrentThreadAllocatedBytes() - bytesBefore);
        }
    }

    @Test
    void twiceTheJobsTakeTwiceTheLock() {
        Cost some = costOf(200);
        Cost more = costOf(400);
        Cost most = costOf(600);
        assertEquals(more.acquisitions() - some.acquisitions(), most.acquisitions() - more.acquisitions());
    }

    /** A list of all jobs for each of them would be seen here. */
    @Test
    void twiceTheJobsTakeTwiceTheMemory() {
        costOf(4000);
        Cost some = costOf(4000);
        Cost more = costOf(8000);
        assertTrue(more.bytes() < 2.5 * some.bytes(), some + ", but twice the jobs " + more);
    }
}
