package org.jobdeck.history;

import java.util.Objects;

/**
 * Where a job ran.
 *
 * @param source what the user knows the source by
 * @param address where it can be reached again; empty for the engine inside the program, whose jobs end with it
 * @param machine what the user knows the machine by; empty if it has no name
 * @param startedBy who started the job, as in "Jobdeck"; empty if that is not known
 */
public record HistoryOrigin(String source, String address, String machine, String startedBy) {

    /** Refuses nulls. */
    public HistoryOrigin {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(machine, "machine");
        Objects.requireNonNull(startedBy, "startedBy");
    }

    /** Whether it was the engine inside the program. */
    public boolean isOwn() {
        return address.isEmpty();
    }
}
