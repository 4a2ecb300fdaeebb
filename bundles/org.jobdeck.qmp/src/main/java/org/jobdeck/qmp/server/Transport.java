package org.jobdeck.qmp.server;

import java.nio.ByteBuffer;

/** What a session speaks through. Called in the session's thread; neither method calls the session. */
interface Transport {

    /** Sends a message, line end and all, after those before it; does not wait. The buffer's content stays as it is. */
    void send(ByteBuffer message);

    /** The session may take input again that it did not want before. */
    void inputWanted();
}
