package org.jobdeck.qmp.client;

import java.time.Duration;
import org.jobdeck.json.JsonLimits;

/**
 * How long a client waits and how much it takes.
 *
 * @param connecting how long a connection may take to come about
 * @param greeting how long the server may take to greet: one that serves another client says nothing, and would hand the
 *     monitor to this one, unasked, when the other leaves
 * @param inFlight how many commands are sent before their replies have come, 1 or more; those beyond wait here. QEMU
 *     reads no more, out-of-band commands included, when its queue of 8 is full
 * @param waiting how many commands may wait here, 0 or more; one too many fails at once
 * @param message the bounds of one message of the server
 */
public record ClientLimits(Duration connecting, Duration greeting, int inFlight, int waiting, JsonLimits message) {
    private static final int IN_FLIGHT = 7;
    private static final int WAITING = 10_000;

    /** Checks the counts. */
    public ClientLimits {
        if (inFlight < 1 || waiting < 0) {
            throw new IllegalArgumentException("Limits of " + inFlight + " commands in flight and " + waiting
                    + " waiting were asked for; give at least 1 and 0.");
        }
    }

    /** Five seconds to connect, two to be greeted, seven commands in flight, QEMU's own bounds for a message. */
    public static ClientLimits standard() {
        return new ClientLimits(
                Duration.ofSeconds(5), Duration.ofSeconds(2), IN_FLIGHT, WAITING, JsonLimits.standard());
    }
}
