package org.jobdeck.cli;

/** What the process says to scripts when it ends. */
final class ExitCode {

    /** All went well. */
    static final int DONE = 0;

    /** The work failed. */
    static final int FAILED = 1;

    /** The command line is wrong, or the machine lacks something. */
    static final int USAGE = 2;

    /** The address cannot be reached. */
    static final int UNREACHABLE = 3;

    /** There is no such job. */
    static final int NO_SUCH_JOB = 4;

    /** The job's state refuses the verb. */
    static final int REFUSED = 5;

    /** What was waited for did not come in time; as of timeout(1). */
    static final int TIMED_OUT = 124;

    /** The user cancelled it. */
    static final int CANCELLED = 130;

    private ExitCode() {}
}
