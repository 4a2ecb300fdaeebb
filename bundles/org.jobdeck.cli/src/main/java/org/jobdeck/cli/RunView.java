package org.jobdeck.cli;

import org.jobdeck.job.common.JobEvent;
import org.jobdeck.job.common.JobSnapshot;

/** Shows a job that runs. One thread. */
interface RunView {

    /** Something happened to the job. */
    default void event(JobEvent event) {}

    /** The job looks like this now; called several times a second. */
    void progress(JobSnapshot job);

    /** A verb had this effect, or none: for the user who asked for it. */
    default void note(String sentence) {}

    /** The job is over and did what it should. */
    void done(JobSnapshot last);
}
