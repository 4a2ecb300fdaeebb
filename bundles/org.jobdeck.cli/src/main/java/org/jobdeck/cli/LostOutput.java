package org.jobdeck.cli;

/** What is said when standard output cannot be written. */
final class LostOutput {

    /** What has happened and what to do; a part of a sentence. */
    static final String SENTENCE =
            "standard output could not be written; see whether its reader has gone or its disk is full";

    private LostOutput() {}
}
