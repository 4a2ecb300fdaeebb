package org.jobdeck.source.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jobdeck.qmp.client.QmpAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes of QEMU are found, and their monitors are as free afterwards as before. Needs the packages
 * qemu-system-x86 and qemu-system-common.
 */
@Timeout(60)
class RealProcessesTest {

    @TempDir
    Path directory;

    private Process process;

    @AfterEach
    void stop() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    private void start(String line) throws Exception {
        Path pidFile = directory.resolve("pid");
        Path log = directory.resolve("log");
        process = new ProcessBuilder((line + "pidfile " + pidFile).split(" "))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        while (!Files.exists(pidFile)) {
            if (process.waitFor(5, TimeUnit.MILLISECONDS)) {
                throw new IOException("QEMU ended: " + Files.readString(log));
            }
        }
    }

    /** Looks until something is found: QEMU writes its pid file before it listens. */
    private FoundMonitor findOne() throws InterruptedException {
        List<FoundMonitor> found = find();
        while (found.isEmpty() && !process.waitFor(5, TimeUnit.MILLISECONDS)) {
            found = find();
        }
        assertEquals(1, found.size(), found::toString);
        return found.getFirst();
    }

    private List<FoundMonitor> find() {
        return new MonitorDiscovery(Path.of("/"), Map.of(), 0)
                .find().stream()
                        .filter(monitor -> monitor.pid()
                                .filter(pid -> pid == process.pid())
                                .isPresent())
                        .toList();
    }

    private void isUntouched(QmpAddress address) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(((QmpAddress.Unix) address).path()));
            BufferedReader in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
            assertTrue(in.readLine().contains("QMP"), "it does not greet, so it serves somebody else");
        }
    }

    @Test
    void aStorageDaemonIsFoundByARelativePath() throws Exception {
        start("qemu-storage-daemon --chardev socket,id=m,path=sock,server=on,wait=off --monitor chardev=m --");
        FoundMonitor found = findOne();
        assertEquals("qemu-storage-daemon", found.what());
        assertTrue(found.isFree());
        isUntouched(found.address());
    }

    @Test
    void aMachineIsFoundByItsName() throws Exception {
        start("qemu-system-x86_64 -machine none -nodefaults -display none -S -name vm9 -qmp unix:" + directory
                + "/vm,server=on,wait=off -");
        FoundMonitor found = findOne();
        assertEquals("vm9 (qemu-system-x86_64)", found.what());
        assertEquals("unix:" + directory + "/vm", found.address().toString());
        isUntouched(found.address());
    }
}
