package org.jobdeck.engine;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.driver.EngineServices;
import org.jobdeck.job.driver.JobContext;
import org.jobdeck.job.driver.JobDriver;
import org.jobdeck.job.driver.JobDriverFactory;
import org.jobdeck.job.driver.JobPlan;
import org.jobdeck.job.driver.OptionKind;
import org.jobdeck.job.driver.OptionSpec;
import org.jobdeck.job.driver.OptionValues;
import org.jobdeck.loop.Errno;

/** A kind of job that does as little as the test asks for. */
public final class PuppetFactory implements JobDriverFactory {

    /** How often a plan was given up. */
    final AtomicInteger discarded = new AtomicInteger();

    /** How often a job was freed. */
    final AtomicInteger freed = new AtomicInteger();

    @Override
    public String type() {
        return "puppet";
    }

    @Override
    public String description() {
        return "Waits, or does not";
    }

    @Override
    public List<OptionSpec> options() {
        return List.of(
                OptionSpec.choice("play", List.of("wait", "end", "ready", "refuse", "break"), "wait", "what to do"),
                OptionSpec.optional("count", OptionKind.NUMBER, 1L, "a number").between(1, 3));
    }

    @Override
    public JobPlan plan(OptionValues values, EngineServices services) {
        String play = values.text("play");
        return new JobPlan() {
            @Override
            public JobDriver driver() {
                return new Puppet(play);
            }

            @Override
            public void created(Job job) throws JobException {
                if (play.equals("refuse")) {
                    throw new JobException(Errno.EBUSY, "The puppet does not want to");
                }
                if (play.equals("break")) {
                    throw new IllegalStateException("the puppet is broken");
                }
            }

            @Override
            public void discard() {
                discarded.incrementAndGet();
            }
        };
    }

    private final class Puppet implements JobDriver {
        private final String play;

        Puppet(String play) {
            this.play = play;
        }

        @Override
        public String type() {
            return "puppet";
        }

        @Override
        public void run(JobContext context) {
            if (play.equals("ready")) {
                context.transitionToReady();
            }
            while (!play.equals("end") && !context.isCancelled()) {
                context.yieldJob();
            }
        }

        @Override
        public void free() {
            freed.incrementAndGet();
        }
    }
}
