package org.jobdeck.qmp.client;

import java.io.IOException;

/** A command has no reply: what became of it is not known, unless it was never sent. */
public final class UnansweredException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean sent;

    /**
     * A command that will have no reply.
     *
     * @param sentence why, for the user
     * @param sent whether the server may have carried it out
     */
    public UnansweredException(String sentence, boolean sent) {
        super(sentence);
        this.sent = sent;
    }

    /** Whether the server may have carried it out. */
    public boolean wasSent() {
        return sent;
    }
}
