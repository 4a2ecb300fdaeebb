package org.jobdeck.source.discovery;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jobdeck.qmp.client.QmpAddress;

/**
 * Finds the monitors of this machine: in the directories where their sockets usually are, and on the command lines of
 * running processes of QEMU.
 *
 * <p>It reads directories and {@code /proc} and nothing else. It never connects to a socket, for whoever connects to a
 * monitor that is in use would take it over when its owner leaves. Sockets on which nobody listens are left out, as is
 * that of this very process. What this user may not see is not found.
 *
 * <p>Immutable. It waits for the disk: not for the thread of a user interface.
 */
public final class MonitorDiscovery {
    private final HostFiles files;
    private final Map<String, String> environment;
    private final long ownPid;

    /**
     * Looks in a system of which all files are below a directory.
     *
     * @param root stands for {@code /}
     * @param environment where {@code XDG_RUNTIME_DIR}, {@code XDG_CONFIG_HOME} and {@code HOME} are taken from
     * @param ownPid whose own monitor is not told
     */
    public MonitorDiscovery(Path root, Map<String, String> environment, long ownPid) {
        this.files = new HostFiles(root);
        this.environment = Map.copyOf(environment);
        this.ownPid = ownPid;
    }

    /** Looks in the system in which this process runs. */
    public static MonitorDiscovery here() {
        return new MonitorDiscovery(
                Path.of("/"), System.getenv(), ProcessHandle.current().pid());
    }

    /** Looks once. The free ones come first; those of one kind are in the order of their names. */
    public List<FoundMonitor> find() {
        ListeningSockets listening = ListeningSockets.read(files);
        List<FoundMonitor> all = new ArrayList<>(new QemuProcesses(files).find());
        all.addAll(new UsualPlaces(files, listening, ownPid).find(environment));
        Map<QmpAddress, FoundMonitor> each = new LinkedHashMap<>();
        all.forEach(monitor -> each.merge(canonical(monitor.address()), monitor, MonitorDiscovery::joined));
        return each.values().stream()
                .sorted(Comparator.comparing(FoundMonitor::isFree)
                        .reversed()
                        .thenComparing(FoundMonitor::what)
                        .thenComparing(monitor -> monitor.address().toString()))
                .toList();
    }

    private QmpAddress canonical(QmpAddress address) {
        return address instanceof QmpAddress.Unix(Path path)
                ? HostFiles.address(files.canonical(path)).orElse(address)
                : address;
    }

    /** The first was found at a process, which tells more. */
    private static FoundMonitor joined(FoundMonitor first, FoundMonitor second) {
        Optional<String> managedBy = first.managedBy().or(second::managedBy);
        return new FoundMonitor(first.address(), first.what(), first.pid().or(second::pid), managedBy);
    }
}
