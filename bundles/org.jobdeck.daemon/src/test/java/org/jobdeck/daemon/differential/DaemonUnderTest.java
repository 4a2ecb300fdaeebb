package org.jobdeck.daemon.differential;

import java.io.IOException;
import java.nio.file.Path;

/** A storage daemon that has just been started, with one connection to its one monitor. */
interface DaemonUnderTest extends AutoCloseable {

    /** The connection; the greeting is the first that comes. */
    Wire wire();

    /**
     * Waits for the daemon's end, which {@code quit} has brought about.
     *
     * @return its exit status
     */
    int awaitEnd() throws IOException;

    /** Ends the daemon whatever it does. */
    @Override
    void close() throws IOException;

    /** Starts daemons. */
    interface Starter {
        /** Starts a daemon; its socket and whatever else it needs go to {@code folder}. */
        DaemonUnderTest start(Path folder) throws IOException;
    }
}
