package org.jobdeck.source.discovery;

import java.util.Objects;
import java.util.Optional;
import org.jobdeck.qmp.client.QmpAddress;

/**
 * A monitor that was found, which nobody has touched.
 *
 * @param address where it listens
 * @param what what it belongs to, for people, as in "vm1 (qemu-system-x86_64)"
 * @param pid the process it belongs to, where that is known
 * @param managedBy the program whose monitor it is, as in "libvirt"; such a one must not be offered, for that program would
 *     lose its machine
 */
public record FoundMonitor(QmpAddress address, String what, Optional<Long> pid, Optional<String> managedBy) {

    /** Refuses nulls. */
    public FoundMonitor {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(pid, "pid");
        Objects.requireNonNull(managedBy, "managedBy");
    }

    /** Whether it can be offered: no other program needs it. */
    public boolean isFree() {
        return managedBy.isEmpty();
    }
}
