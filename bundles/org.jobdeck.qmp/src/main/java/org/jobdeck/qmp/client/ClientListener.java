package org.jobdeck.qmp.client;

import org.jobdeck.qmp.QmpEvent;

/** Who hears of a connection. Called in the selector thread: no method may wait. */
public interface ClientListener {

    /** The server has greeted and accepted the capabilities; commands that were asked for before are sent now. */
    void connected(Greeting greeting);

    /** The server has sent an event. */
    void event(QmpEvent event);

    /** The connection is over; the last call. Commands without a reply have failed before it. */
    void ended(ConnectionEnd end);
}
