package org.jobdeck.cli;

/** What the process says to scripts when it ends. */
final class ExitCode {

    /** All went well. */
    static final int DONE = 0;

    /** The work failed. */
    static final int FAILED = 1;

    /** The command line is wrong, or the machine lacks something. */
    static final int USAGE = 2;

    /** The user cancelled it. */
    static final int CANCELLED = 130;

    private ExitCode() {}
}
