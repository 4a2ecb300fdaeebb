package org.jobdeck.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jobdeck.loop.Errno;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Names, permissions, op blockers, links and references. */
class GraphTest {

    private GraphFixture f;

    @BeforeEach
    void setUp() {
        f = new GraphFixture();
    }

    @AfterEach
    void tearDown() {
        f.close();
    }

    private static void assertFails(String text, Executable what) {
        assertEquals(text, assertThrows(BlockException.class, what).getMessage());
    }

    @Test
    void nodeNames() throws Exception {
        BlockNode first = f.graph.open(new NullOptions(512).toSpec());
        BlockNode second = f.graph.open(new NullOptions(512).toSpec());
        assertEquals(
                List.of("#block000", "#block001"),
                f.graph.nodes().stream().map(BlockNode::name).toList());
        BlockNode n = f.node("n-1._x");
        assertSame(n, f.graph.lookUp("n-1._x"));
        f.graph.newBackend("drive0", Permissions.NONE, Permissions.ALL);
        for (String bad : List.of("", "1a", "#block9", "a b", "ä", "-a")) {
            assertFails("Invalid node-name: '" + bad + "'", () -> f.node(bad));
        }
        assertFails("Duplicate nodes with node-name='n-1._x'", () -> f.node("n-1._x"));
        assertFails("node-name=drive0 is conflicting with a device id", () -> f.node("drive0"));
        assertFails("Node name too long", () -> f.node("a".repeat(32)));
        f.node("a".repeat(31)).unref();
        assertFails("Invalid device name", () -> f.graph.newBackend("0", Permissions.NONE, Permissions.ALL));
        assertFails(
                "Device with id 'drive0' already exists",
                () -> f.graph.newBackend("drive0", Permissions.NONE, Permissions.ALL));
        assertFails(
                "Device name 'n-1._x' conflicts with an existing node name",
                () -> f.graph.newBackend("n-1._x", Permissions.NONE, Permissions.ALL));
        assertFails("Cannot find device='zz' nor node-name='zz'", () -> f.graph.lookUp("zz"));
        first.unref();
        second.unref();
        n.unref();
        assertEquals(List.of(), f.graph.nodes());
        f.node("n-1._x").unref();
    }

    @Test
    void openingFailsWithoutTrace() {
        assertFails("Unknown driver 'nix'", () -> f.graph.open(NodeSpec.of("nix")));
        assertFails(
                "Block protocol 'null-co' doesn't support the option 'foo'",
                () -> f.graph.open(NodeSpec.of("null-co").with("foo", 1L)));
        assertFails(
                "Block format 'raw' does not support the option 'foo'",
                () -> f.graph.open(
                        new RawOptions(new NullOptions(512).toSpec()).toSpec().with("foo", 1L)));
        assertFails(
                "Parameter 'file' is missing",
                () -> f.graph.open(NodeSpec.of("raw").named("r")));
        assertFails(
                "Block format 'null-co' does not support the option 'file'",
                () -> f.graph.open(NodeSpec.of("null-co").child("file", NodeSpec.of("null-co"))));
        assertFails(
                "Invalid parameter type for 'size', expected: integer",
                () -> f.graph.open(NodeSpec.of("null-co").with("size", "1")));
        assertFails(
                "Driver 'null-co' of node 'n' does not support backing files",
                () -> f.graph.open(NodeSpec.of("null-co").named("n").child("backing", NodeSpec.of("null-co"))));
        assertFails(
                "Parameter 'size' expects a non-negative number below 2^64",
                () -> f.graph.open(NodeSpec.of("null-co").with("size", -1L)));
        assertEquals(List.of(), f.graph.nodes());
        assertThrows(
                IllegalArgumentException.class,
                () -> f.graph.register(new BlockDriverType() {
                    @Override
                    public String name() {
                        return "raw";
                    }

                    @Override
                    public BlockDriver create(NodeOptions options) {
                        return new TestDriver();
                    }
                }));
    }

    @Test
    void permissionConflictsAreRefusedWithTheirText() throws Exception {
        BlockNode n = f.node("n");
        NamedBackend reader = f.graph.newBackend(
                Permissions.of(Permission.CONSISTENT_READ),
                Permissions.ALL.without(Permission.WRITE, Permission.RESIZE));
        reader.insert(n);
        TestUser job = new TestUser("job0", f.main);
        GrantedPermissions all = new GrantedPermissions(Permissions.ALL, Permissions.ALL);
        assertFails(
                "Permission conflict on node 'n': permissions 'write, resize' are both required by test job 'job0' "
                        + "(uses node 'n' as 'target' child) and unshared by an unnamed block device "
                        + "(uses node 'n' as 'root' child).",
                () -> f.graph.attach(job, "target", Set.of(), n, all));
        assertEquals(1, n.parents().size());
        NodeEdge edge = f.graph.attach(job, "target", Set.of(), n, GrantedPermissions.UNCONCERNED);
        assertThrows(BlockException.class, () -> edge.changePermissions(all));
        assertEquals(GrantedPermissions.UNCONCERNED, edge.permissions());
        reader.changePermissions(GrantedPermissions.UNCONCERNED);
        edge.changePermissions(all);
        assertEquals(all, n.cumulativePermissions());
        NamedBackend named = f.graph.newBackend("drive0", Permissions.NONE, Permissions.NONE);
        String text = assertThrows(BlockException.class, () -> named.insert(n)).getMessage();
        assertEquals(
                "Permission conflict on node 'n': permissions 'consistent read, write, write unchanged, resize' are "
                        + "both required by test job 'job0' (uses node 'n' as 'target' child) and unshared by block "
                        + "device 'drive0' (uses node 'n' as 'root' child).",
                text);
        assertTrue(named.node().isEmpty());
        f.graph.detach(edge);
        named.insert(n);
        assertEquals("drive0", n.deviceOrNodeName());
        assertFalse(n.isOpBlocked(OpType.RESIZE));
    }

    @Test
    void permissionsGoDownAndConflictsBelowUndoAll() throws Exception {
        BlockNode base = f.node("base");
        BlockNode raw =
                f.graph.open(new RawOptions(NodeRef.existing("base")).toSpec().named("raw"));
        NodeEdge down = raw.file().orElseThrow();
        assertEquals(GrantedPermissions.UNCONCERNED, down.permissions());
        TestUser other = new TestUser("o", f.main);
        NodeEdge side = f.graph.attach(
                other,
                "x",
                Set.of(),
                base,
                new GrantedPermissions(Permissions.NONE, Permissions.ALL.without(Permission.WRITE)));
        NamedBackend writer = f.graph.newBackend(
                Permissions.of(Permission.WRITE), Permissions.of(Permission.CONSISTENT_READ, Permission.WRITE));
        assertFails(
                "Permission conflict on node 'base': permissions 'write' are both required by node 'raw' (uses node "
                        + "'base' as 'file' child) and unshared by test job 'o' (uses node 'base' as 'x' child).",
                () -> writer.insert(raw));
        assertEquals(List.of(), raw.parents());
        assertEquals(GrantedPermissions.UNCONCERNED, down.permissions());
        f.graph.detach(side);
        writer.insert(raw);
        assertEquals(Permissions.of(Permission.WRITE), down.permissions().perm());
        assertEquals(
                Permissions.of(Permission.CONSISTENT_READ, Permission.WRITE),
                down.permissions().shared());
        writer.remove();
        assertEquals(GrantedPermissions.UNCONCERNED, down.permissions());
    }

    @Test
    void defaultPermissionsFollowTheRoles() throws Exception {
        BlockNode top = f.node("top", new TestDriver().withBacking());
        BlockNode low = f.node("low");
        NodeEdge meta = f.graph.attachChild(top, "file", EdgeRole.IMAGE, low);
        assertEquals("consistent read, write, resize", meta.permissions().perm().names());
        assertEquals(
                "consistent read, write unchanged", meta.permissions().shared().names());
        BlockNode back = f.node("back");
        f.graph.setBacking(top, Optional.of(back));
        NodeEdge cow = top.cowChild().orElseThrow();
        assertEquals("none", cow.permissions().perm().names());
        assertEquals(Permissions.ALL, cow.permissions().shared());
        NamedBackend user = f.graph.newBackend(Permissions.ALL, Permissions.NONE);
        user.insert(top);
        assertEquals("consistent read", cow.permissions().perm().names());
        assertEquals(
                "consistent read, write unchanged", cow.permissions().shared().names());
        BlockNode sink = f.node("sink");
        user.remove();
        NodeEdge data = f.graph.attachChild(top, "data", Set.of(EdgeRole.DATA), sink);
        user.changePermissions(new GrantedPermissions(Permissions.of(Permission.WRITE_UNCHANGED), Permissions.ALL));
        user.insert(top);
        assertEquals("write, write unchanged, resize", data.permissions().perm().names());
        assertEquals(
                "consistent read, write, write unchanged",
                data.permissions().shared().names());
    }

    @Test
    void readOnlyNodesHaveNoWriters() throws Exception {
        BlockNode n = f.graph.open(new NullOptions(512).toSpec().readOnly().named("n"));
        NamedBackend b = f.graph.newBackend(Permissions.of(Permission.WRITE), Permissions.ALL);
        assertFails("Block node is read-only", () -> b.insert(n));
        assertEquals(
                Errno.EPERM,
                assertThrows(BlockException.class, () -> b.insert(n)).errno());
    }

    @Test
    void opBlockers() throws Exception {
        BlockNode n = f.node("n");
        OpBlocker first = new OpBlocker("block device is in use by block job: backup");
        OpBlocker second = new OpBlocker("other");
        n.blockAllOps(first);
        n.unblockOp(OpType.DATAPLANE, first);
        n.blockOp(OpType.RESIZE, second);
        assertFails(
                "Node 'n' is busy: block device is in use by block job: backup", () -> n.checkOp(OpType.BACKUP_SOURCE));
        assertFails("Node 'n' is busy: other", () -> n.checkOp(OpType.RESIZE));
        n.checkOp(OpType.DATAPLANE);
        n.unblockOp(OpType.RESIZE, second);
        NamedBackend drive = f.graph.newBackend("drive0", Permissions.NONE, Permissions.ALL);
        drive.insert(n);
        assertFails(
                "Node 'drive0' is busy: block device is in use by block job: backup", () -> n.checkOp(OpType.RESIZE));
        n.unblockAllOps(first);
        assertTrue(n.hasNoOpBlockers());
        assertEquals(16, OpType.values().length);
    }

    @Test
    void backingLinks() throws Exception {
        TestDriver lowDriver = new TestDriver();
        BlockNode top = f.node("top", new TestDriver().withBacking());
        BlockNode low = f.node("low", lowDriver);
        BlockNode other = f.node("other", new TestDriver().withBacking());
        f.graph.setBacking(top, Optional.of(low));
        assertSame(low, top.chainChild().orElseThrow().node());
        assertFails("Node 'low' is busy: node is used as backing hd of 'top'", () -> low.checkOp(OpType.MIRROR_TARGET));
        for (OpType op : List.of(OpType.COMMIT_TARGET, OpType.STREAM, OpType.BACKUP_SOURCE, OpType.BACKUP_TARGET)) {
            low.checkOp(op);
        }
        f.graph.setBacking(other, Optional.of(top));
        assertFails(
                "Making 'other' a backing child of 'top' would create a cycle",
                () -> f.graph.setBacking(top, Optional.of(other)));
        f.graph.freezeChain(other, low);
        assertFails(
                "Cannot change frozen 'backing' link from 'top' to 'low'",
                () -> f.graph.setBacking(top, Optional.empty()));
        assertFails("Cannot change frozen 'backing' link from 'other' to 'top'", () -> f.graph.freezeChain(other, low));
        assertFails("Cannot change 'backing' link to 'top'", () -> f.graph.replaceNode(top, f.node("x")));
        f.graph.unfreezeChain(other, low);
        low.unref();
        assertFalse(lowDriver.closed);
        f.graph.setBacking(top, Optional.empty());
        assertTrue(lowDriver.closed);
        assertTrue(f.graph.node("low").isEmpty());
        assertTrue(top.children().isEmpty());
    }

    @Test
    void aRefusedBackingFileLeavesTheOldOne() throws Exception {
        BlockNode top = f.node("top", new TestDriver().withBacking());
        BlockNode old = f.node("old");
        BlockNode wanted = f.node("wanted");
        f.graph.setBacking(top, Optional.of(old));
        f.backend(top);
        TestUser greedy = new TestUser("g", f.main);
        f.graph.attach(greedy, "x", Set.of(), wanted, new GrantedPermissions(Permissions.NONE, Permissions.NONE));
        assertThrows(BlockException.class, () -> f.graph.setBacking(top, Optional.of(wanted)));
        assertSame(old, top.cowChild().orElseThrow().node());
        assertEquals(1, wanted.parents().size());
        assertEquals(1, wanted.references() - 1);
        assertEquals(2, old.references());
        assertTrue(wanted.hasNoOpBlockers());
        assertFalse(old.hasNoOpBlockers());
        assertEquals(0, old.quiesceCounter() + top.quiesceCounter() + wanted.quiesceCounter());
    }

    @Test
    void filtersGoInAndOut() throws Exception {
        BlockNode disk = f.node("disk");
        NamedBackend user = f.backend(disk);
        TestUser job = new TestUser("job", f.main);
        job.stays = true;
        NodeEdge stays = f.graph.attach(job, "main node", Set.of(), disk, GrantedPermissions.UNCONCERNED);
        BlockNode filter = f.node("filter", new TestDriver().asFilter());
        f.graph.attachChild(filter, "file", EdgeRole.FILTER, disk);
        f.graph.replaceNode(disk, filter);
        assertSame(filter, user.node().orElseThrow());
        assertSame(disk, stays.node());
        assertSame(disk, filter.skipFilters());
        assertEquals(
                Permissions.ALL,
                filter.filteredChild().orElseThrow().permissions().perm());
        f.graph.dropFilter(filter);
        assertSame(disk, user.node().orElseThrow());
        assertTrue(filter.children().isEmpty());
        assertTrue(filter.parents().isEmpty());
        filter.unref();
        assertFalse(filter.isOpen());
        assertThrows(IllegalStateException.class, filter::unref);
        assertThrows(IllegalStateException.class, filter::ref);
    }

    @Test
    void edgesAreNewestFirst() throws Exception {
        BlockNode n = f.node("n");
        BlockNode m = f.node("m");
        NodeEdge a = f.graph.attach(new TestUser("a", f.main), "a", Set.of(), n, GrantedPermissions.UNCONCERNED);
        NodeEdge b = f.graph.attach(new TestUser("b", f.main), "b", Set.of(), n, GrantedPermissions.UNCONCERNED);
        assertEquals(List.of(b, a), n.parents());
        f.graph.replaceNode(n, m);
        assertEquals(List.of(b, a), m.parents());
        assertEquals("test job 'b' -b-> m", b.toString());
        f.graph.detach(a);
        assertThrows(IllegalStateException.class, () -> f.graph.detach(a));
    }

    @Test
    void theGraphChangesInTheMainLoopOnly() throws Exception {
        BlockNode n = f.node("n");
        Thread stranger = Thread.ofPlatform().unstarted(() -> {
            assertThrows(IllegalStateException.class, () -> f.graph.drainedBegin(n));
            assertThrows(IllegalStateException.class, n::ref);
            assertThrows(IllegalStateException.class, () -> f.graph.open(NodeSpec.of("null-co")));
            assertThrows(IllegalStateException.class, n::flush);
        });
        Throwable[] failure = new Throwable[1];
        stranger.setUncaughtExceptionHandler((t, e) -> failure[0] = e);
        stranger.start();
        stranger.join();
        assertEquals(null, failure[0]);
        assertEquals(0, n.quiesceCounter());
    }

    @Test
    void specsAreValues() {
        NodeSpec spec =
                NodeSpec.of("raw").named("r").readOnly().with("size", 512L).child("file", NodeRef.existing("f"));
        assertEquals(
                new NodeSpec(
                        "raw",
                        Optional.of("r"),
                        Map.of("read-only", true, "size", 512L),
                        Map.of("file", new NodeRef.Existing("f"))),
                spec);
        assertThrows(IllegalArgumentException.class, () -> new Permissions(16));
    }
}
