package org.jobdeck.cli;

import org.jobdeck.job.common.JobEvent;

/** Something that the thread which runs a job has to deal with. */
sealed interface Happening {

    /** The engine tells of the job. */
    record Event(JobEvent event) implements Happening {}

    /** The user has pressed a key. */
    record Key(int key) implements Happening {}

    /** The user has pressed Ctrl-C, or somebody asks the process to end. */
    record Interrupt() implements Happening {}

    /** The terminal is gone, so there are no more keys, and nobody to show anything; or a client of QMP asks for the end. */
    record Gone() implements Happening {}

    /** There is something to tell the user. */
    record Note(String sentence) implements Happening {}
}
