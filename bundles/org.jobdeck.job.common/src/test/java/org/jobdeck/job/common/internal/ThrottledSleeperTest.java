package org.jobdeck.job.common.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A body that sleeps for its rate limit and is resumed. */
class ThrottledSleeperTest {

    private final CoreRig rig = new CoreRig();
    private int turns;
    private boolean end;

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void resumeLeavesASleeperAsleep() {
        JobCore job = rig.create("sleeper", null, new CoreRig.Idle() {
            @Override
            public void run(JobCore self) {
                while (!end) {
                    turns++;
                    rig.layer.body().sleep(self, Duration.ofSeconds(10));
                }
            }
        });
        rig.layer.body().start(job);
        rig.underLock(held -> {
            assertTrue(job.isSleepTimerPending(held));
            // asked to pause, but not reached by it yet
            job.addPause(held);
            rig.layer.pausing().resume(held, job);
            assertTrue(job.isSleepTimerPending(held));
            assertFalse(job.isBusy(held));
        });
        assertEquals(1, turns);
        rig.underLock(held -> {
            job.addPause(held);
            job.cancelSleepTimer(held);
            rig.layer.pausing().resume(held, job);
        });
        assertEquals(2, turns, "one that does not sleep is entered");
        end = true;
        rig.clock.advance(Duration.ofSeconds(10));
        rig.poll();
        assertEquals(2, turns);
        rig.underLock(held -> assertTrue(job.isCompleted(held)));
    }
}
