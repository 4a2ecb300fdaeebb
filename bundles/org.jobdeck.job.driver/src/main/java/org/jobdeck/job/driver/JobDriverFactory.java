package org.jobdeck.job.driver;

import java.util.List;
import org.jobdeck.job.common.JobException;

/**
 * A kind of job that users can start by name: the extension point of the engine.
 *
 * <p>Registered as an OSGi service or, on a plain class path, as a {@link java.util.ServiceLoader} entry. From the
 * declared options come the command line's arguments, the wizard's page and the checks.
 */
public interface JobDriverFactory {

    /** The type name users write, as in {@code "backup"}; one factory for each. */
    String type();

    /** One sentence about what such a job does. */
    String description();

    /** The options, in the order in which users should see them. */
    List<OptionSpec> options();

    /**
     * Makes ready for a job, without any effect that {@link JobPlan#discard} does not undo. Main loop, lock free.
     *
     * @param values checked against {@link #options()}
     * @param services what the engine offers
     * @throws JobException if the values cannot work together, or something they name is not there
     */
    JobPlan plan(OptionValues values, EngineServices services) throws JobException;
}
