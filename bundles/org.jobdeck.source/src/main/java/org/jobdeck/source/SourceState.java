package org.jobdeck.source;

/** How far a source's picture can be trusted. */
public enum SourceState {
    /** Not there yet. */
    CONNECTING,
    /** What it tells is current. */
    LIVE,
    /** It does not answer; what it told is old. */
    NOT_ANSWERING,
    /** The connection is gone; what it told is old. */
    LOST
}
