package org.jobdeck.ui.model;

import org.jobdeck.job.common.JobVerb;
import org.jobdeck.source.VerbRequest;
import org.jobdeck.ui.i18n.Messages;

/** The verbs as the window offers them, in the order of its buttons. */
public enum UiVerb {
    /** Stop at the next pause point. */
    PAUSE(JobVerb.PAUSE),
    /** Take the pause back. */
    RESUME(JobVerb.RESUME),
    /** Bring a ready job to its end. */
    COMPLETE(JobVerb.COMPLETE),
    /** Let a pending transaction take effect. */
    FINALIZE(JobVerb.FINALIZE),
    /** Forget a concluded job. */
    DISMISS(JobVerb.DISMISS),
    /** End it, letting it come to a good end where it can. */
    CANCEL(JobVerb.CANCEL),
    /** Give it up at once. */
    FORCE_CANCEL(JobVerb.CANCEL),
    /** Limit its rate. */
    SPEED(JobVerb.SET_SPEED);

    private final JobVerb verb;
    private final String label;
    private final String tip;

    UiVerb(JobVerb verb) {
        Messages texts = Messages.of(UiVerb.class);
        this.verb = verb;
        this.label = texts.get("verb." + name());
        this.tip = texts.get("verb.tip." + name());
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
