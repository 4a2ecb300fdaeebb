package org.jobdeck.qmp.server;

import java.util.Objects;

/**
 * How one monitor serves its clients (QEMU: {@code --monitor}).
 *
 * @param id the name of its character device, for log and messages
 * @param pretty whether replies and events take many lines
 * @param outOfBand whether the capability {@code oob} is offered
 */
public record MonitorOptions(String id, boolean pretty, boolean outOfBand) {

    /** Refuses null. */
    public MonitorOptions {
        Objects.requireNonNull(id, "id");
    }

    /** A monitor of compact replies that offers {@code oob}. */
    public static MonitorOptions named(String id) {
        return new MonitorOptions(id, false, true);
    }
}
