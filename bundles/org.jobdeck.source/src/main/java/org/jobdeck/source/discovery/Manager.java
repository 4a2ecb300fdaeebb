package org.jobdeck.source.discovery;

import java.nio.file.Path;
import java.util.Optional;

/** Programs that keep a monitor of each of their machines for themselves, known by where they put it. */
enum Manager {
    LIBVIRT("libvirt", "/libvirt/"),
    PROXMOX("Proxmox VE", "/qemu-server/"),
    INCUS("Incus", "/incus/"),
    LXD("LXD", "/lxd/"),
    GANETI("Ganeti", "/ganeti/"),
    KATA("Kata Containers", "/run/vc/"),
    LIMA("Lima", "/.lima/"),
    PODMAN("Podman", "/podman/");

    private final String words;
    private final String directory;

    Manager(String words, String directory) {
        this.words = words;
        this.directory = directory;
    }

    /** Its name for people. */
    String words() {
        return words;
    }

    /** The program to which a socket belongs. */
    static Optional<Manager> of(Path socket) {
        for (Manager manager : values()) {
            if (socket.toString().contains(manager.directory)) {
                return Optional.of(manager);
            }
        }
        return Optional.empty();
    }
}
