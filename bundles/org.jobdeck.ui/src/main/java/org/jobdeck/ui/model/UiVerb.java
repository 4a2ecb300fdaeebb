package org.jobdeck.ui.model;

import org.jobdeck.job.common.JobVerb;
import org.jobdeck.source.VerbRequest;

/** The verbs as the window offers them, in the order of its buttons. */
public enum UiVerb {
    /** Stop at the next pause point. */
    PAUSE("Pause", JobVerb.PAUSE, "Stop the job at its next pause point"),
    /** Take the pause back. */
    RESUME("Resume", JobVerb.RESUME, "Let the job go on"),
    /** Bring a ready job to its end. */
    COMPLETE("Complete", JobVerb.COMPLETE, "Bring the ready job to its end"),
    /** Let a pending transaction take effect. */
    FINALIZE("Finalize", JobVerb.FINALIZE, "Let the pending job, and its whole transaction, take effect"),
    /** Forget a concluded job. */
    DISMISS("Dismiss", JobVerb.DISMISS, "Forget the concluded job"),
    /** End it, letting it come to a good end where it can. */
    CANCEL("Cancel", JobVerb.CANCEL, "End the job; one that is ready may still come to a good end"),
    /** Give it up at once. */
    FORCE_CANCEL("Force cancel", JobVerb.CANCEL, "Give the job up at once"),
    /** Limit its rate. */
    SPEED("Speed limit", JobVerb.SET_SPEED, "Limit how fast the job may go");

    private final String label;
    private final JobVerb verb;
    private final String tip;

    UiVerb(String label, JobVerb verb, String tip) {
        this.label = label;
        this.verb = verb;
        this.tip = tip;
    }

    /** The text of its button. */
    public String label() {
        return label;
    }

    /** What a job is asked for. */
    public JobVerb verb() {
        return verb;
    }

    /** What it does, in a sentence without a full stop. */
    public String tip() {
        return tip;
    }

    /**
     * What is sent to the source.
     *
     * @param bytesPerSecond the limit, for {@link #SPEED}
     */
    public VerbRequest request(long bytesPerSecond) {
        return switch (this) {
            case CANCEL -> new VerbRequest.Cancel(false);
            case FORCE_CANCEL -> new VerbRequest.Cancel(true);
            case SPEED -> new VerbRequest.SetSpeed(bytesPerSecond);
            default -> new VerbRequest.Plain(verb);
        };
    }
}
