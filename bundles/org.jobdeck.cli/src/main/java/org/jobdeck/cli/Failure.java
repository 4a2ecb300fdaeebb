package org.jobdeck.cli;

/** A command ends without success: one sentence for the user and the exit code. */
final class Failure extends Exception {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private Failure(int exitCode, String sentence, Throwable cause) {
        super(sentence, cause);
        this.exitCode = exitCode;
    }

    /** The work failed. */
    static Failure failed(String sentence) {
        return new Failure(ExitCode.FAILED, sentence, null);
    }

    /** The work failed because of something else. */
    static Failure failed(String sentence, Throwable cause) {
        return new Failure(ExitCode.FAILED, sentence, cause);
    }

    /** The command line is wrong, or the machine lacks something. */
    static Failure usage(String sentence) {
        return new Failure(ExitCode.USAGE, sentence, null);
    }

    /** Any other exit code. */
    static Failure of(int exitCode, String sentence) {
        return new Failure(exitCode, sentence, null);
    }

    /** The address cannot be reached. */
    static Failure unreachable(String sentence) {
        return of(ExitCode.UNREACHABLE, sentence);
    }

    /** The user cancelled it. */
    static Failure cancelled(String sentence) {
        return new Failure(ExitCode.CANCELLED, sentence, null);
    }

    int exitCode() {
        return exitCode;
    }
}
