package org.jobdeck.source.discovery;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks for the sockets of monitors in the directories where they usually are. */
final class UsualPlaces {
    private static final Logger LOG = System.getLogger(UsualPlaces.class.getName());
    private static final Pattern OWN = Pattern.compile("(\\d{1,18})\\.qmp");
    private static final Pattern PROXMOX = Pattern.compile("(\\d+)\\.qmp");
    private static final Pattern DOMAIN = Pattern.compile("domain-(?:\\d+-)?(.+)");
    private static final String OWN_DIRECTORY = "jobdeck";

    private final HostFiles files;
    private final ListeningSockets listening;
    private final long ownPid;
    private final List<FoundMonitor> found = new ArrayList<>();

    UsualPlaces(HostFiles files, ListeningSockets listening, long ownPid) {
        this.files = files;
        this.listening = listening;
        this.ownPid = ownPid;
    }

    /** Looks everywhere once. */
    List<FoundMonitor> find(Map<String, String> environment) {
        Optional<Path> runtime = directory(environment.get("XDG_RUNTIME_DIR"));
        Optional<Path> config = directory(environment.get("XDG_CONFIG_HOME"))
                .or(() -> directory(environment.get("HOME")).map(home -> home.resolve(".config")));
        runtime.ifPresent(place -> each(place.resolve(OWN_DIRECTORY), this::ofJobdeck));
        for (String run : List.of("/run", "/var/run")) {
            each(Path.of(run, "qemu-server"), this::ofProxmox);
        }
        ofLibvirt(Path.of("/var/lib/libvirt/qemu"));
        config.ifPresent(place -> ofLibvirt(place.resolve("libvirt/qemu/lib")));
        List<Path> others = new ArrayList<>(List.of(Path.of("/run"), Path.of("/run/qemu"), Path.of("/tmp")));
        runtime.ifPresent(place -> others.addAll(List.of(place, place.resolve("qemu"))));
        others.forEach(place -> each(place, this::ofAnybody));
        return List.copyOf(found);
    }

    private static Optional<Path> directory(String value) {
        try {
            return Optional.ofNullable(value).map(Path::of).filter(Path::isAbsolute);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** What is done with an entry of a directory. */
    private interface Visitor {
        void visit(Path entry, String name);
    }

    private void each(Path directory, Visitor visitor) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(files.real(directory))) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                visitor.visit(directory.resolve(name), name);
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.log(Level.TRACE, "nothing is to be seen in " + directory, e);
        }
    }

    private void ofJobdeck(Path socket, String name) {
        Matcher own = OWN.matcher(name);
        if (own.matches() && Long.parseLong(own.group(1)) != ownPid) {
            long pid = Long.parseLong(own.group(1));
            add(socket, "Jobdeck, process " + pid, Optional.of(pid));
        }
    }

    private void ofProxmox(Path socket, String name) {
        Matcher machine = PROXMOX.matcher(name);
        if (machine.matches()) {
            add(socket, "virtual machine " + machine.group(1), Optional.empty());
        }
    }

    private void ofLibvirt(Path directory) {
        each(directory, (domain, name) -> {
            Matcher machine = DOMAIN.matcher(name);
            if (machine.matches()) {
                add(domain.resolve("monitor.sock"), "domain " + machine.group(1), Optional.empty());
            }
        });
    }

    /** What speaks QMP cannot be seen, but by its name. */
    private void ofAnybody(Path socket, String name) {
        if (name.contains("qmp")) {
            add(socket, name, Optional.empty());
        }
    }

    private void add(Path socket, String what, Optional<Long> pid) {
        if (files.isSocket(socket) && listening.mayListen(socket)) {
            HostFiles.address(socket)
                    .ifPresent(address -> found.add(new FoundMonitor(
                            address, what, pid, Manager.of(socket).map(Manager::words))));
        }
    }
}
