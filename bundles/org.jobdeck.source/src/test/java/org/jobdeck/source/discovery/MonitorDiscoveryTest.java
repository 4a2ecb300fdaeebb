package org.jobdeck.source.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jobdeck.qmp.client.QmpAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found in a small tree of directories that stands for a system; the sockets in it are real. */
class MonitorDiscoveryTest {
    private static final long OWN_PID = 4711;
    private static final String HEADER = "Num       RefCount Protocol Flags    Type St Inode Path\n";

    @TempDir
    Path root;

    private final List<ServerSocketChannel> sockets = new ArrayList<>();
    private final StringBuilder table = new StringBuilder(HEADER);

    @AfterEach
    void close() throws IOException {
        for (ServerSocketChannel socket : sockets) {
            socket.close();
        }
    }

    private Path real(String path) {
        return root.resolve(path.substring(1));
    }

    /** Makes a socket, and says in the table by which path somebody listens on it. */
    private void socket(String path, String listedAs) throws IOException {
        dead(path);
        row(listedAs, "00010000");
    }

    private void socket(String path) throws IOException {
        socket(path, path);
    }

    private void row(String path, String flags) {
        table.append("0000000000000000: 00000002 00000000 ")
                .append(flags)
                .append(" 0001 01 21567 ")
                .append(path)
                .append('\n');
    }

    private void dead(String path) throws IOException {
        Files.createDirectories(real(path).getParent());
        ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        sockets.add(socket);
        socket.configureBlocking(false);
        socket.bind(UnixDomainSocketAddress.of(real(path)));
    }

    private void process(long pid, String... words) throws IOException {
        Path process = Files.createDirectories(real("/proc/" + pid));
        Files.writeString(process.resolve("cmdline"), String.join("\0", words) + "\0");
    }

    private List<FoundMonitor> find(Map<String, String> environment) throws IOException {
        Files.createDirectories(real("/proc/net"));
        Files.writeString(real("/proc/net/unix"), table);
        List<FoundMonitor> found = new MonitorDiscovery(root, environment, OWN_PID).find();
        for (ServerSocketChannel socket : sockets) {
            assertNull(socket.accept(), "somebody has connected to " + socket.getLocalAddress());
        }
        return found;
    }

    private List<FoundMonitor> find() throws IOException {
        return find(Map.of("XDG_RUNTIME_DIR", "/run/user/7", "HOME", "/home/me"));
    }

    private static FoundMonitor monitor(String path, String what, Long pid, String managedBy) {
        return new FoundMonitor(
                new QmpAddress.Unix(Path.of(path)), what, Optional.ofNullable(pid), Optional.ofNullable(managedBy));
    }

    @Test
    void findsNothingWhereNothingIs() throws IOException {
        assertEquals(List.of(), find());
        assertEquals(List.of(), new MonitorDiscovery(root.resolve("none"), Map.of(), OWN_PID).find());
    }

    @Test
    void findsTheSocketsInTheUsualPlaces() throws IOException {
        socket("/run/user/7/jobdeck/31.qmp");
        socket("/run/user/7/jobdeck/" + OWN_PID + ".qmp");
        socket("/run/user/7/qmp-sock");
        socket("/run/qemu/web-qmp.sock");
        socket("/tmp/qmp");
        socket("/tmp/other.sock");
        Files.writeString(real("/tmp/qmp.txt"), "no socket");
        assertEquals(
                List.of(
                        monitor("/run/user/7/jobdeck/31.qmp", "Jobdeck, process 31", 31L, null),
                        monitor("/tmp/qmp", "qmp", null, null),
                        monitor("/run/user/7/qmp-sock", "qmp-sock", null, null),
                        monitor("/run/qemu/web-qmp.sock", "web-qmp.sock", null, null)),
                find());
        assertEquals(2, find(Map.of("XDG_RUNTIME_DIR", "not/absolute")).size());
    }

    @Test
    void thoseOfOtherProgramsAreShownAsManaged() throws IOException {
        socket("/run/qemu-server/100.qmp");
        socket("/var/lib/libvirt/qemu/domain-3-web/monitor.sock");
        socket("/home/me/.config/libvirt/qemu/lib/domain-1-test-vm/monitor.sock");
        socket("/tmp/qmp");
        assertEquals(
                List.of(
                        monitor("/tmp/qmp", "qmp", null, null),
                        monitor(
                                "/home/me/.config/libvirt/qemu/lib/domain-1-test-vm/monitor.sock",
                                "domain test-vm",
                                null,
                                "libvirt"),
                        monitor("/var/lib/libvirt/qemu/domain-3-web/monitor.sock", "domain web", null, "libvirt"),
                        monitor("/run/qemu-server/100.qmp", "virtual machine 100", null, "Proxmox VE")),
                find());
        assertFalse(find().getLast().isFree());
        socket("/conf/libvirt/qemu/lib/domain-2-x/monitor.sock");
        assertEquals(
                List.of("qmp", "domain web", "domain x", "virtual machine 100"),
                find(Map.of("XDG_CONFIG_HOME", "/conf", "HOME", "/home/me")).stream()
                        .map(FoundMonitor::what)
                        .toList());
    }

    @Test
    void socketsOnWhichNobodyListensAreLeftOut() throws IOException {
        dead("/tmp/qmp-dead");
        dead("/tmp/qmp-connected");
        row("/tmp/qmp-connected", "00000000");
        dead("/run/qmp-elsewhere");
        row("/srv/qmp-elsewhere", "00010000");
        socket("/tmp/qmp-relative", "qmp-relative");
        assertEquals(List.of(monitor("/tmp/qmp-relative", "qmp-relative", null, null)), find());
        Files.delete(real("/proc/net/unix"));
        assertEquals(
                4, new MonitorDiscovery(root, Map.of(), OWN_PID).find().size(), "without a table nothing is known");
    }

    @Test
    void findsMonitorsOnCommandLines() throws IOException {
        socket("/srv/vm.sock");
        socket("/srv/vms/rel");
        process(50, "/usr/bin/qemu-system-x86_64", "-name", "web", "-qmp", "unix:/srv/vm.sock,server=on");
        process(51, "qemu-storage-daemon", "--chardev", "socket,id=m,path=rel,server=on", "--monitor", "m");
        Files.createSymbolicLink(real("/proc/51/cwd"), Path.of("/srv/vms"));
        process(52, "kvm", "-qmp", "tcp:localhost:4444,server=on", "-qmp", "unix:/srv/absent,server=on");
        process(53, "bash", "-qmp", "unix:/srv/vm.sock,server=on");
        Files.createDirectories(real("/proc/54"));
        Files.createDirectories(real("/proc/5x"));
        assertEquals(
                List.of(
                        new FoundMonitor(
                                new QmpAddress.Tcp("localhost", 4444), "kvm", Optional.of(52L), Optional.empty()),
                        monitor("/srv/vms/rel", "qemu-storage-daemon", 51L, null),
                        monitor("/srv/vm.sock", "web (qemu-system-x86_64)", 50L, null)),
                find());
    }

    /** Found in a directory, at a process, and over a link. */
    @Test
    void whatIsFoundTwiceIsToldOnce() throws IOException {
        socket("/run/qemu-server/100.qmp", "/var/run/qemu-server/100.qmp");
        Files.createDirectories(real("/var"));
        Files.createSymbolicLink(real("/var/run"), Path.of("../run"));
        process(
                60,
                "/usr/bin/kvm",
                "-name",
                "db,debug-threads=on",
                "-chardev",
                "socket,id=qmp,path=/var/run/qemu-server/100.qmp,server=on,wait=off",
                "-mon",
                "chardev=qmp,mode=control",
                "-chardev",
                "socket,id=qmp-event,path=/var/run/qmeventd.sock,reconnect=5",
                "-mon",
                "chardev=qmp-event,mode=control");
        assertEquals(List.of(monitor("/var/run/qemu-server/100.qmp", "db (kvm)", 60L, "Proxmox VE")), find());
    }

    /** A machine of libvirt may have a second monitor, which is nobody's. */
    @Test
    void aSecondMonitorOfAManagedMachineIsFree() throws IOException {
        socket("/run/vm1-jobdeck.sock");
        process(
                70,
                "/usr/libexec/qemu-kvm",
                "-name",
                "guest=vm1",
                "-chardev",
                "socket,id=charmonitor,fd=31,server=on,wait=off",
                "-mon",
                "chardev=charmonitor,id=monitor,mode=control",
                "-chardev",
                "socket,id=jobdeck,path=/run/vm1-jobdeck.sock,server=on,wait=off",
                "-mon",
                "chardev=jobdeck,mode=control");
        List<FoundMonitor> found = find();
        assertEquals(List.of(monitor("/run/vm1-jobdeck.sock", "vm1 (qemu-kvm)", 70L, null)), found);
        assertTrue(found.getFirst().isFree());
    }
}
