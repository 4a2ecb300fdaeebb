package org.jobdeck.benchmarks;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jobdeck.job.driver.JobContext;
import org.jobdeck.job.driver.JobDriver;

/**
 * A job that does nothing but come to pause points.
 *
 * @param freed counted down when the job is gone
 */
record PausingDriver(int pausePoints, Turn turn, CountDownLatch freed) implements JobDriver {

    @Override
    public String type() {
        return "benchmark";
    }

    @Override
    public void run(JobContext context) {
        switch (turn) {
            case KEPT -> {
                for (int i = 0; i < pausePoints; i++) {
                    context.pausePoint();
                }
            }
            case GIVEN -> {
                for (int i = 0; i < pausePoints; i++) {
                    context.sleep(Duration.ZERO);
                }
            }
        }
    }

    @Override
    public void free() {
        freed.countDown();
    }
}
