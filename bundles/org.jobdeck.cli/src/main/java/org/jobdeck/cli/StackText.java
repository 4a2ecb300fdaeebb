package org.jobdeck.cli;

import java.io.PrintStream;

/** Writes where a failure came from, for those who asked with {@code --verbose}. */
final class StackText {

    private StackText() {}

    static void write(Throwable failure, PrintStream to) {
        String lead = "";
        for (Throwable t = failure; t != null; t = t.getCause()) {
            to.println(lead + t);
            for (StackTraceElement frame : t.getStackTrace()) {
                to.println("    at " + frame);
            }
            lead = "caused by ";
        }
    }
}
