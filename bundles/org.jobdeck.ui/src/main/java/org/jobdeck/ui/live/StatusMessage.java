package org.jobdeck.ui.live;

/**
 * What the status line says.
 *
 * @param text one sentence
 * @param kind how it is meant
 */
public record StatusMessage(String text, Kind kind) {

    /** How a message is meant. */
    public enum Kind {
        /** Something was asked for and is not answered yet. */
        ASKED,
        /** Something was done. */
        DONE,
        /** Something was refused. */
        REFUSED
    }
}
