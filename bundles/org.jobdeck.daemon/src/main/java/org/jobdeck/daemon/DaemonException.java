package org.jobdeck.daemon;

/** The daemon cannot start; the message is one sentence for the user. */
public final class DaemonException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean wrongUsage;

    private DaemonException(String sentence, boolean wrongUsage, Throwable cause) {
        super(sentence, cause);
        this.wrongUsage = wrongUsage;
    }

    /** The command line is wrong. */
    static DaemonException usage(String sentence) {
        return new DaemonException(sentence, true, null);
    }

    /** What the command line asks for cannot be had. */
    static DaemonException failed(String sentence, Throwable cause) {
        return new DaemonException(sentence, false, cause);
    }

    /** The same, with the option that it is about. */
    DaemonException in(DaemonOptions.Step step) {
        return new DaemonException(step.option() + " " + step.text() + ": " + getMessage(), wrongUsage, getCause());
    }

    /** Whether the command line is wrong, rather than something that it asks for could not be had. */
    public boolean isWrongUsage() {
        return wrongUsage;
    }
}
