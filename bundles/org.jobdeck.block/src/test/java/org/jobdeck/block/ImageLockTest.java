package org.jobdeck.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * QEMU's image locks, with the real qemu-io and qemu-img on the other side of the same file. Needs both on the path
 * (package qemu-utils).
 */
@Timeout(60)
class ImageLockTest {

    private static final Permissions READ = Permissions.of(Permission.CONSISTENT_READ);
    private static final Permissions WRITE = READ.with(Permission.WRITE);
    private static final Permissions NOT_WRITE = Permissions.ALL.without(Permission.WRITE);

    @TempDir
    private Path folder;

    private GraphFixture f;
    private QemuTools tools;
    private String path;

    @BeforeEach
    void setUp() throws Exception {
        f = new GraphFixture();
        tools = new QemuTools(folder);
        tools.run("qemu-img", "create", "-q", "-f", "raw", "disk", "1M");
        tools.create("image", "", "1M");
        path = folder.resolve("disk").toString();
    }

    @AfterEach
    void tearDown() {
        f.graph.closeAll();
        f.close();
    }

    private NamedBackend use(NodeSpec spec, Permissions perm, Permissions shared) throws BlockException {
        BlockNode node = f.graph.open(spec);
        NamedBackend backend = f.graph.newBackend(perm, shared);
        try {
            backend.insert(node);
        } finally {
            node.unref();
        }
        return backend;
    }

    private NodeSpec disk() {
        return NodeSpec.of("file").with("filename", path);
    }

    private static String refusal(org.junit.jupiter.api.function.Executable what) {
        return assertThrows(BlockException.class, what).getMessage();
    }

    /** What the real qemu-io says when it is to open a file; empty if it can. */
    private String qemuOpens(String name, String... options) throws IOException, InterruptedException {
        String[] command = new String[options.length + 4];
        command[0] = "qemu-io";
        System.arraycopy(options, 0, command, 1, options.length);
        command[options.length + 1] = "-c";
        command[options.length + 2] = "length";
        command[options.length + 3] = name;
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        return process.exitValue() == 0 ? "" : output.lines().findFirst().orElse("?");
    }

    @Test
    void qemuIsRefusedWhatUsersHereDoNotShare() throws Exception {
        NamedBackend writer = use(disk(), WRITE, NOT_WRITE);
        assertEquals("qemu-io: can't open device disk: Failed to get \"write\" lock", qemuOpens("disk", "-f", "raw"));
        assertEquals("", qemuOpens("disk", "-r", "-f", "raw", "-U"));
        writer.changePermissions(new GrantedPermissions(READ, Permissions.ALL));
        assertEquals("", qemuOpens("disk", "-f", "raw"));
        writer.changePermissions(new GrantedPermissions(READ, NOT_WRITE));
        assertEquals("qemu-io: can't open device disk: Failed to get \"write\" lock", qemuOpens("disk", "-f", "raw"));
        assertEquals("", qemuOpens("disk", "-r", "-f", "raw"));
        writer.close();
        assertEquals("", qemuOpens("disk", "-f", "raw"));
    }

    @Test
    void whatIsOpenedHereWithoutLocksKeepsNobodyOut() throws Exception {
        use(disk().with("locking", "off"), WRITE, NOT_WRITE);
        assertEquals("", qemuOpens("disk", "-f", "raw"));
    }

    @Test
    void anImageThatIsReadHereIsNotWrittenByQemu() throws Exception {
        f.graph.open(NodeSpec.of("qcow2")
                .readOnly()
                .child(
                        "file",
                        NodeSpec.of("file")
                                .with("filename", folder.resolve("image").toString())));
        assertEquals(
                "qemu-io: can't open device image: Failed to get \"write\" lock", qemuOpens("image", "-f", "qcow2"));
        assertEquals("", qemuOpens("image", "-r", "-f", "qcow2"));
    }

    @Test
    void whatQemuDoesNotShareIsRefusedHere() throws Exception {
        path = folder.resolve("image").toString();
        long length = folder.resolve("image").toFile().length();
        Process holder = new ProcessBuilder("qemu-io", "-f", "qcow2", "image")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = holder.inputReader(StandardCharsets.UTF_8)) {
            holder.outputWriter(StandardCharsets.UTF_8).append("length\n").flush();
            assertTrue(output.readLine().contains("1 MiB"));
            assertEquals("Failed to get \"write\" lock", refusal(() -> use(disk(), WRITE, Permissions.ALL)));
            assertEquals("Failed to get shared \"write\" lock", refusal(() -> use(disk(), READ, NOT_WRITE)));
            assertEquals(0, f.graph.nodes().size());
            use(disk(), READ, Permissions.ALL);
            ImageMaker maker =
                    f.graph.imageMaker(new NodeCreation("file", Map.of("filename", path, "size", 512L), Map.of()));
            maker.begin();
            assertEquals("Failed to get \"write\" lock", refusal(maker::finish));
            assertEquals(length, folder.resolve("image").toFile().length());
        } finally {
            holder.destroyForcibly().waitFor();
        }
        use(disk(), WRITE, Permissions.ALL);
    }

    @Test
    void twoNodesOnOneFileAreTwoPrograms() throws Exception {
        NamedBackend first = use(disk(), WRITE, NOT_WRITE);
        assertEquals("Failed to get \"write\" lock", refusal(() -> use(disk(), WRITE, NOT_WRITE)));
        use(disk(), READ, Permissions.ALL);
        assertEquals("Failed to get shared \"write\" lock", refusal(() -> use(disk(), READ, NOT_WRITE)));
        first.close();
        use(disk(), READ, NOT_WRITE);
    }

    @Test
    void aRefusalLeavesTheLocksAsTheyWere() throws Exception {
        NamedBackend first = use(disk(), READ, NOT_WRITE);
        NamedBackend second = use(disk(), READ, NOT_WRITE);
        GrantedPermissions more = new GrantedPermissions(WRITE, NOT_WRITE);
        assertEquals("Failed to get \"write\" lock", refusal(() -> second.changePermissions(more)));
        first.close();
        use(disk(), READ, NOT_WRITE).close();
        second.changePermissions(more);
        assertEquals("Failed to get shared \"write\" lock", refusal(() -> use(disk(), READ, NOT_WRITE)));
    }
}
