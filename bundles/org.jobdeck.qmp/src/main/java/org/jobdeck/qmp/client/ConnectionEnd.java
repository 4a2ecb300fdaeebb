package org.jobdeck.qmp.client;

/**
 * Why a connection is over.
 *
 * @param reason what kind of end it is
 * @param sentence the same for people, with what can be done
 */
public record ConnectionEnd(Reason reason, String sentence) {

    /** Kinds of ends. */
    public enum Reason {
        /** Nobody listens there, or it may not be reached. */
        UNREACHABLE,
        /** Somebody listens and does not greet: the monitor serves another client. */
        IN_USE,
        /** What came is not the protocol, or more than a client takes. */
        NOT_QMP,
        /** The server has greeted and then refused the client; the sentence has its words. */
        REFUSED,
        /** The server has closed the connection, or the network has. */
        LOST,
        /** This side has closed it. */
        CLOSED
    }
}
