package org.jobdeck.source;

import java.util.List;
import java.util.Objects;

/**
 * A disk of the machine on which a job works.
 *
 * @param name what the machine's owner calls the disk: the name of its block backend, or, as newer machines have no such
 *     names, the id of the guest's device, as in "disk0" (QMP: {@code device} and {@code qdev} of {@code query-block})
 * @param path the guest's device as QEMU tells it, as in "/machine/peripheral/disk0/virtio-backend"; empty if no device
 *     of the guest is attached
 * @param nodes names of those nodes among the job's resources that the disk reads from or writes to; a copy's target is
 *     not among them until the disk has been moved to it
 */
public record JobDevice(String name, String path, List<String> nodes) {

    /** Makes the list unmodifiable; refuses nulls. */
    public JobDevice {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(path, "path");
        nodes = List.copyOf(nodes);
    }
}
