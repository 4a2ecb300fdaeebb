package org.jobdeck.source.qmp;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jobdeck.loop.Clock;
import org.jobdeck.qmp.SelectorThread;
import org.jobdeck.qmp.client.QmpAddress;
import org.jobdeck.servers.tests.QemuProgram;
import org.jobdeck.source.SourceState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What fifty attached daemons cost while nothing happens. Needs the package qemu-system-common. */
@Timeout(300)
class FiftyDaemonsTest {
    private static final int DAEMONS = 50;
    private static final int SECONDS = 20;

    /** The compiler of the virtual machine is at work in the first. */
    private static final int WINDOWS = 6;

    @TempDir
    Path directory;

    @Test
    @Tag("long")
    void fiftyIdleDaemonsCostLessThanASecondOfAMinute() throws Exception {
        List<QemuProgram> daemons = new ArrayList<>();
        try (SelectorThread thread = SelectorThread.start("clients", Clock.system())) {
            List<QmpSource> sources = new ArrayList<>();
            for (int i = 0; i < DAEMONS; i++) {
                Path folder = Files.createDirectory(directory.resolve("d" + i));
                QemuProgram daemon = QemuProgram.storageDaemon(folder, List.of("qmp"), List.of());
                daemons.add(daemon);
                QmpSource source = QmpSource.attach(thread, Clock.system(), new QmpAddress.Unix(daemon.socket("qmp")));
                sources.add(source);
                CountDownLatch live = new CountDownLatch(1);
                source.addChangeListener(() -> {
                    if (source.status().state() == SourceState.LIVE) {
                        live.countDown();
                    }
                });
                assertTrue(source.status().state() == SourceState.LIVE || live.await(60, TimeUnit.SECONDS));
            }
            double least = Double.MAX_VALUE;
            for (int i = 0; i < WINDOWS && least >= 1; i++) {
                long before = cpuNanos();
                pass();
                least = Math.min(least, (cpuNanos() - before) / 1e9 * 60 / SECONDS);
            }
            double aMinute = least;
            assertTrue(aMinute < 1, () -> aMinute + " s of processor time a minute");
            assertTrue(sources.stream().allMatch(source -> source.status().state() == SourceState.LIVE));
        } finally {
            for (QemuProgram daemon : daemons) {
                daemon.close();
            }
        }
    }

    /** Real time is what is measured here. */
    private static void pass() throws InterruptedException {
        assertFalse(new CountDownLatch(1).await(SECONDS, TimeUnit.SECONDS));
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
