package org.jobdeck.source;

/**
 * What became of a verb.
 *
 * @param error why it was refused, one sentence; null if it was carried out
 */
public record VerbOutcome(String error) {

    /** The verb was carried out. */
    public static final VerbOutcome DONE = new VerbOutcome(null);

    /** The verb was refused for that reason. */
    public static VerbOutcome refused(String error) {
        return new VerbOutcome(error);
    }

    /** Whether it was carried out. */
    public boolean isDone() {
        return error == null;
    }
}
