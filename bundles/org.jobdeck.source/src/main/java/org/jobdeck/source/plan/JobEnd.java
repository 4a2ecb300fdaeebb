package org.jobdeck.source.plan;

/**
 * What a job does by itself when its work is done.
 *
 * @param finalizes whether it takes effect by itself
 * @param dismisses whether it vanishes by itself
 */
public record JobEnd(boolean finalizes, boolean dismisses) {

    /** It waits for the user both times: nothing happens unseen, and its result is not lost. */
    public static final JobEnd ASKS = new JobEnd(false, false);

    /** Whether a job vanishes by itself where nobody says otherwise: a stream does, because of what {@code NodeQuestion} tells. */
    public static boolean dismissesByDefault(JobKind kind) {
        return kind == JobKind.STREAM;
    }
}
