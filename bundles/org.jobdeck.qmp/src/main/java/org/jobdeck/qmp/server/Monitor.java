package org.jobdeck.qmp.server;

import java.util.concurrent.CompletionStage;

/** One monitor of a {@link QmpServer}, whose methods deal with it. */
interface Monitor {

    /** How it serves its clients. Any thread. */
    MonitorOptions options();

    /** Completes when the first client has been accepted. Any thread. */
    CompletionStage<Void> firstClient();

    /** Completes when the monitor is over. Any thread. */
    CompletionStage<Void> ended();

    /** Begins to serve clients. Selector thread, like all that follow. */
    void start();

    /** Sends an event to a client that has negotiated. */
    void event(OutgoingEvent event);

    /** Takes no more clients and commands, and ends when all has been written. */
    void finish();

    /** Ends at once. */
    void abort();
}
