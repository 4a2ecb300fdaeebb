package org.jobdeck.qmp.server;

import java.io.IOException;

/** A socket was asked for that other machines may reach, and nobody has allowed that. */
public final class BeyondLoopbackException extends IOException {
    private static final long serialVersionUID = 1L;

    BeyondLoopbackException(ListenAddress.Tcp address) {
        super("A monitor was asked to listen on " + address + ", which other machines may reach;"
                + " give a loopback address, or allow others expressly.");
    }
}
