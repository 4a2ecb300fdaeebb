package org.jobdeck.block;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Copying on read into an image in the format qcow2, beside the real qemu-io. Needs it on the path (package qemu-utils). */
@Timeout(120)
class CopyOnReadRealTest {

    private static final int CLUSTER = 65536;
    private static final int SIZE = 1 << 20;

    @TempDir
    private Path folder;

    /** Ranges that begin and end in clusters, or within them; some of them overlap. */
    private static final List<int[]> READS = List.of(
            new int[] {0, 512},
            new int[] {3 * CLUSTER - 512, 1024},
            new int[] {5 * CLUSTER, 2 * CLUSTER},
            new int[] {6 * CLUSTER + 100 * 512, 3 * CLUSTER},
            new int[] {SIZE - 512, 512});

    @Test
    void theImageHasWhatQemusHas() throws Exception {
        QemuTools tools = new QemuTools(folder);
        tools.create("base", "", "1M");
        tools.io(
                "base",
                List.of("write -P 1 0 300k", "write -P 2 400k 200k", "write -z 700k 64k", "write -P 3 900k 124k"));
        for (String name : List.of("ours", "qemus")) {
            tools.create(name, "backing_file=base,backing_fmt=qcow2", "1M");
            tools.io(name, List.of("write -P 9 384k 64k"));
        }
        byte[] before = content(tools, "ours");
        for (int[] read : READS) {
            tools.run("qemu-io", "-C", "-f", "qcow2", "-c", "read " + read[0] + " " + read[1], "qemus");
        }
        try (GraphFixture f = new GraphFixture()) {
            BlockNode node = f.graph.open(NodeSpec.of("copy-on-read")
                    .child(
                            "file",
                            NodeSpec.of("qcow2")
                                    .child(
                                            "file",
                                            new FileOptions(
                                                            folder.resolve("ours")
                                                                    .toString(),
                                                            false)
                                                    .toSpec())));
            NamedBackend disk = f.backend(node);
            node.unref();
            for (int[] read : READS) {
                disk.pread(read[0], ByteBuffer.allocate(read[1]));
            }
            f.graph.closeAll();
        }
        assertEquals(map(tools, "qemus"), map(tools, "ours"));
        assertArrayEquals(before, content(tools, "ours"));
        tools.run("qemu-img", "check", "-q", "ours");
    }

    private byte[] content(QemuTools tools, String name) throws Exception {
        tools.run("qemu-img", "convert", "-O", "raw", name, name + ".raw");
        return Files.readAllBytes(folder.resolve(name + ".raw"));
    }

    /** Which ranges are in the image itself; where in the file they are is its own affair. */
    private static String map(QemuTools tools, String name) throws Exception {
        return tools.run("qemu-img", "map", "--output=json", name).replaceAll(", \"offset\": \\d+", "");
    }
}
