package org.jobdeck.ui.newjob;

import java.io.IOException;

/** Something to be done on this machine before a job is started. */
interface Preparation {

    /** What it is, in one line. */
    String text();

    /**
     * Does it; may wait.
     *
     * @throws IOException with a sentence for the user
     */
    void carryOut() throws IOException;
}
