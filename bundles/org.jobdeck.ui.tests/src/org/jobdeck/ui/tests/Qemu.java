package org.jobdeck.ui.tests;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jobdeck.qmp.client.QmpAddress;
import org.jobdeck.servers.tests.QemuProgram;

/** A process of QEMU with two monitors, no guest and nodes that hold nothing, which can be stopped and killed. */
record Qemu(QemuProgram process) implements AutoCloseable {

    private static final List<String> MONITORS = List.of("a", "b");

    /** Which of QEMU's programs. */
    enum Program {
        /** The storage daemon. */
        STORAGE_DAEMON,
        /** The machine emulator, with no machine. */
        SYSTEM
    }

    /** Starts one with nodes of that many bytes and of those names, and returns when both monitors listen. */
    static Qemu start(Program program, Path directory, String size, List<String> nodes)
            throws IOException, InterruptedException {
        List<String> devices = nodes.stream()
                .map(node -> "driver=null-co,size=" + size + ",node-name=" + node)
                .toList();
        return new Qemu(
                switch (program) {
                    case STORAGE_DAEMON -> QemuProgram.storageDaemon(directory, MONITORS, devices);
                    case SYSTEM ->
                        QemuProgram.machine(
                                directory,
                                MONITORS,
                                devices,
                                List.of("-machine", "none", "-nodefaults", "-display", "none"));
                });
    }

    /** The monitor for the window. */
    QmpAddress monitor() {
        return new QmpAddress.Unix(process.socket(MONITORS.getFirst()));
    }

    /** The monitor for somebody else. */
    QmpAddress otherMonitor() {
        return new QmpAddress.Unix(process.socket(MONITORS.getLast()));
    }

    /** Stops all of its threads, and returns when they stand still. */
    void freeze() throws IOException, InterruptedException {
        process.freeze();
    }

    void thaw() throws IOException, InterruptedException {
        process.thaw();
    }

    /** Kills it as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.kill();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
