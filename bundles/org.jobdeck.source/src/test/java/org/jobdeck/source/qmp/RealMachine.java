package org.jobdeck.source.qmp;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A QEMU without a guest, with a disk that has a name and one that has none. */
final class RealMachine implements AutoCloseable {
    private final Path directory;
    private Process process;

    /** Not running yet. */
    RealMachine(Path directory) {
        this.directory = directory;
    }

    Path socket() {
        return directory.resolve("vm");
    }

    Path secondSocket() {
        return directory.resolve("vm2");
    }

    /** Returns when both monitors greet: on a busy computer that takes longer than a source waits for a greeting. */
    void start() throws Exception {
        Path log = directory.resolve("vm.log");
        process = new ProcessBuilder(
                        List.of(("qemu-system-x86_64 -machine pc -accel tcg -nodefaults -display none -S -name vm1"
                                        + " -drive if=none,id=drive0,driver=null-co,size=64M"
                                        + " -device virtio-blk-pci,drive=drive0"
                                        + " -blockdev driver=null-co,node-name=n1,size=67108864"
                                        + " -device virtio-blk-pci,drive=n1,id=disk1"
                                        + " -qmp unix:" + socket() + ",server=on,wait=off"
                                        + " -qmp unix:" + secondSocket() + ",server=on,wait=off")
                                .split(" ")))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        for (Path monitor : List.of(socket(), secondSocket())) {
            while (!greets(monitor)) {
                if (process.waitFor(5, TimeUnit.MILLISECONDS)) {
                    throw new IOException("QEMU ended: " + Files.readString(log));
                }
            }
        }
    }

    private static boolean greets(Path monitor) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(monitor))) {
            return channel.read(ByteBuffer.allocate(1)) > 0;
        } catch (IOException e) {
            // it does not listen yet
            return false;
        }
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }
}
