package org.jobdeck.source;

import java.util.Objects;

/**
 * What became of a verb.
 *
 * @param result in a word
 * @param error why it was not carried out, or why that is not known, one sentence; null if it was
 */
public record VerbOutcome(Result result, String error) {

    /** Kinds of outcomes. */
    public enum Result {
        /** It was carried out. */
        DONE,
        /** There is no such job any more. */
        NO_SUCH_JOB,
        /** It was refused. */
        REFUSED,
        /** The server has no command for it, or jobs of that type have no such verb; nothing was asked. */
        UNSUPPORTED,
        /** The source could not be asked. */
        NOT_ASKED,
        /** There was no answer: it may have been carried out. */
        UNKNOWN
    }

    /** The verb was carried out. */
    public static final VerbOutcome DONE = new VerbOutcome(Result.DONE, null);

    /** There is no such job any more. */
    public static final VerbOutcome NO_SUCH_JOB = new VerbOutcome(Result.NO_SUCH_JOB, "Job not found");

    /** Refuses null for the result. */
    public VerbOutcome {
        Objects.requireNonNull(result, "result");
    }

    /** The verb was refused for that reason. */
    public static VerbOutcome refused(String error) {
        return new VerbOutcome(Result.REFUSED, error);
    }

    /** There is no command for the verb, for that reason. */
    public static VerbOutcome unsupported(String error) {
        return new VerbOutcome(Result.UNSUPPORTED, error);
    }

    /** Whether it was carried out. */
    public boolean isDone() {
        return result == Result.DONE;
    }
}
