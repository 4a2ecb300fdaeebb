package org.jobdeck.cli;

import java.util.List;
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

/**
 * A job type of a plugin whose jobs fail as if the disk were full, or with an error inside, as told.
 *
 * @param withFiles whether it takes a source and a target
 */
record FailingFactory(boolean withFiles) implements JobDriverFactory {

    @Override
    public String type() {
        return "failing";
    }

    @Override
    public String description() {
        return "Fails with 100 % certainty";
    }

    @Override
    public List<OptionSpec> options() {
        OptionSpec inside = OptionSpec.optional("inside", OptionKind.FLAG, false, "fail with an error inside");
        OptionSpec outright = OptionSpec.optional("outright", OptionKind.FLAG, false, "do not even start");
        return withFiles
                ? List.of(
                        OptionSpec.required("source", OptionKind.EXISTING_FILE, "what to read"),
                        OptionSpec.required("target", OptionKind.FILE, "what to write"),
                        inside,
                        outright)
                : List.of(inside, outright);
    }

    @Override
    public JobPlan plan(OptionValues values, EngineServices services) throws JobException {
        if (values.flag("outright")) {
            throw new JobException(Errno.EBUSY, "the node is in use");
        }
        return () -> new Failing(values.flag("inside"));
    }

    private record Failing(boolean inside) implements JobDriver {

        @Override
        public String type() {
            return "failing";
        }

        @Override
        public void run(JobContext context) throws JobException {
            context.progress().setRemaining(100);
            context.progress().update(40);
            if (inside) {
                throw new IllegalStateException("a mistake");
            }
            throw new JobException(Errno.ENOSPC);
        }
    }
}
