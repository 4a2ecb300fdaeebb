package org.jobdeck.source;

/** How far a source's picture can be trusted. */
public enum SourceState {
    /** Not there yet. */
    CONNECTING("connecting"),
    /** What it tells is current. */
    LIVE("live"),
    /** It does not answer; what it told is old. */
    NOT_ANSWERING("not answering"),
    /** The connection is gone; what it told is old. It is tried again. */
    LOST("connection lost"),
    /** Nobody listens there. It is tried again. */
    UNREACHABLE("not reachable"),
    /** The monitor serves another client, which is left in peace. */
    IN_USE("in use by another client"),
    /** The user has left it. */
    DETACHED("detached");

    private final String words;

    SourceState(String words) {
        this.words = words;
    }

    /** The state in a few words. */
    public String words() {
        return words;
    }
}
