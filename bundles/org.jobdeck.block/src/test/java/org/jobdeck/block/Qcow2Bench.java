package org.jobdeck.block;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A folder of images, a graph, and the real programs to compare with. */
final class Qcow2Bench implements AutoCloseable {

    final Path folder;
    final QemuTools qemu;
    final GraphFixture f = new GraphFixture();

    Qcow2Bench(Path folder) {
        this.folder = folder;
        this.qemu = new QemuTools(folder);
    }

    /** An image of the folder, writable. */
    NodeSpec image(String name) {
        return NodeSpec.of("qcow2")
                .with("discard", "unmap")
                .child("file", new FileOptions(folder.resolve(name).toString(), false).toSpec());
    }

    NamedBackend open(NodeSpec spec) throws BlockException {
        BlockNode node = f.graph.open(spec);
        NamedBackend backend = f.graph.newBackend(
                Permissions.of(Permission.CONSISTENT_READ, Permission.WRITE, Permission.RESIZE), Permissions.ALL);
        backend.insert(node);
        node.unref();
        return backend;
    }

    NamedBackend open(String name) throws BlockException {
        return open(image(name));
    }

    /** An image of the folder with what is below it, to read only. */
    NamedBackend openToRead(String name) throws BlockException {
        BlockNode node = f.graph.open(NodeSpec.of("qcow2")
                .child("file", new FileOptions(folder.resolve(name).toString(), true).toSpec())
                .readOnly());
        NamedBackend backend = f.graph.newBackend(Permissions.of(Permission.CONSISTENT_READ), Permissions.ALL);
        backend.insert(node);
        node.unref();
        return backend;
    }

    static byte[] read(BlockIo disk, long offset, int length) throws BlockException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        disk.pread(offset, bytes);
        return bytes.array();
    }

    static void assertHolds(byte[] expected, BlockIo disk) throws BlockException {
        assertEquals(expected.length, disk.length());
        int chunk = 1 << 20;
        for (int at = 0; at < expected.length; at += chunk) {
            int length = Math.min(chunk, expected.length - at);
            byte[] found = read(disk, at, length);
            int wrong = Arrays.mismatch(found, Arrays.copyOfRange(expected, at, at + length));
            assertEquals(-1, wrong, "differs at " + (at + wrong));
        }
    }

    /** The real qemu-img finds neither errors nor leaks, and reads what was written. */
    void assertSound(String name, byte[] expected) throws Exception {
        qemu.run("qemu-img", "check", "-q", "-f", "qcow2", name);
        qemu.run("qemu-img", "convert", "-f", "qcow2", "-O", "raw", name, "flat.raw");
        byte[] found = Files.readAllBytes(folder.resolve("flat.raw"));
        int wrong = Arrays.mismatch(found, expected);
        if (wrong >= 0) {
            assertArrayEquals(
                    Arrays.copyOfRange(expected, wrong, Math.min(expected.length, wrong + 16)),
                    Arrays.copyOfRange(found, wrong, Math.min(found.length, wrong + 16)),
                    "at " + wrong);
            assertEquals(expected.length, found.length);
        }
    }

    @Override
    public void close() {
        f.graph.closeAll();
        f.close();
    }
}
