package org.jobdeck.source;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jobdeck.job.driver.JobDriverFactory;

/** Starts jobs of the kinds that the drivers of an engine declare. Any thread. */
public interface JobStarter {

    /** The kinds, with their options. */
    List<JobDriverFactory> kinds();

    /**
     * Starts a job. Never waits.
     *
     * @param type the type name of a kind
     * @param id the user's name of the job
     * @param options names and values as the kind declares them
     * @param finalizes whether it takes effect by itself
     * @param dismisses whether it vanishes by itself
     * @return completes on a thread of the source; exceptionally, with a message for the user, if it was refused
     */
    CompletionStage<Void> start(
            String type, String id, Map<String, Object> options, boolean finalizes, boolean dismisses);
}
