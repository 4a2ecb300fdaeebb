package org.jobdeck.qmp.server;

import java.nio.ByteBuffer;
import org.jobdeck.qmp.QmpEvent;

/** An event on its way to all sessions, written once for each layout that is asked for. Belongs to one thread. */
final class OutgoingEvent {
    private final QmpEvent event;
    private ByteBuffer compact;
    private ByteBuffer pretty;

    OutgoingEvent(QmpEvent event) {
        this.event = event;
    }

    /** The message; each caller has a position and limit of its own. */
    ByteBuffer bytes(boolean inPretty) {
        if (inPretty) {
            if (pretty == null) {
                pretty = new MessageWriter(true).event(event);
            }
            return pretty.duplicate();
        }
        if (compact == null) {
            compact = new MessageWriter(false).event(event);
        }
        return compact.duplicate();
    }
}
