package org.jobdeck.engine;

import java.util.List;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.driver.EngineServices;
import org.jobdeck.job.driver.JobDriverFactory;
import org.jobdeck.job.driver.JobPlan;
import org.jobdeck.job.driver.OptionSpec;
import org.jobdeck.job.driver.OptionValues;
import org.jobdeck.loop.Errno;

/** Claims a type name that another factory has. */
public final class SecondPuppetFactory implements JobDriverFactory {

    @Override
    public String type() {
        return "puppet";
    }

    @Override
    public String description() {
        return "Comes too late";
    }

    @Override
    public List<OptionSpec> options() {
        return List.of();
    }

    @Override
    public JobPlan plan(OptionValues values, EngineServices services) throws JobException {
        throw new JobException(Errno.ENOTSUP);
    }
}
