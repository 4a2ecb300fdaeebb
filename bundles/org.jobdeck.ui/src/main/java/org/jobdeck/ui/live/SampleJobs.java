package org.jobdeck.ui.live;

import java.util.concurrent.CompletionStage;
import org.jobdeck.source.JobSource;

/** Sample jobs in every state, to look at. */
@FunctionalInterface
public interface SampleJobs {

    /**
     * Starts them, or gives those that run already. Never waits.
     *
     * @return the engine in which they run, on any thread; completes exceptionally with a message for the user. Whoever
     *     made this ends it.
     */
    CompletionStage<JobSource> open();
}
