package org.jobdeck.daemon.differential;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the users of a node forbid one another, and moves to other loops, beside the real daemon. */
@Timeout(120)
class GraphScenariosTest {

    @TempDir
    private Path folder;

    private ScenarioFixture f;

    @BeforeEach
    void setUp() {
        f = new ScenarioFixture(folder).image("image1", Image.MIB, Image.Content.MIXED);
        for (String name : new String[] {"a", "b", "c"}) {
            f.say("blockdev-add", "'driver': 'null-co', 'size': 1048576, 'node-name': '" + name + "'");
        }
    }

    private ScenarioFixture demanding(String name, String image, String taken, String unshared) {
        return f.say(
                "blockdev-add",
                "'driver': 'blkdebug', 'node-name': '" + name + "', 'image': '" + image + "', 'take-child-perms': ["
                        + taken + "], 'unshare-child-perms': [" + unshared + "]");
    }

    private ScenarioFixture backup(String id, String source, String target) {
        return f.say(
                "blockdev-backup",
                "'job-id': '" + id + "', 'device': '" + source + "', 'target': '" + target
                        + "', 'sync': 'full', 'auto-finalize': false");
    }

    @Test
    void permissionsThatDoNotGoTogether() throws Exception {
        demanding("d1", "a", "'write'", "'resize'");
        demanding("d2", "a", "'resize', 'consistent-read'", "");
        demanding("d3", "a", "", "'write', 'consistent-read'");
        demanding("d4", "a", "'write-unchanged'", "'write'");
        demanding("d5", "a", "'consistent-read'", "");
        backup("j1", "b", "a");
        backup("j2", "a", "b");
        f.say("blockdev-del", "'node-name': 'd1'");
        demanding("d6", "a", "'resize'", "'write'");
        f.say("blockdev-add", "'driver': 'blkdebug', 'node-name': 'd8', 'image': 'b', 'inject-error': []");
        demanding("d7", "c", "'nothing'", "")
                .say("query-named-block-nodes", "")
                .say("x-debug-query-block-graph", "")
                .bothSayTheSame();
    }

    @Test
    void readOnlyNodesHaveNoWriters() throws Exception {
        f.say("blockdev-add", "'driver': 'null-co', 'size': 1048576, 'node-name': 'ro', 'read-only': true");
        demanding("d", "ro", "'write'", "");
        backup("j", "a", "ro");
        f.say("blockdev-add", "'driver': 'copy-on-read', 'node-name': 'cor', 'file': 'ro'")
                .say("blockdev-add", "'driver': 'raw', 'node-name': 'r', 'file': 'ro'");
        backup("j", "a", "r").bothSayTheSame();
    }

    @Test
    void whatJobsForbid() throws Exception {
        backup("j1", "a", "b");
        backup("j2", "a", "c");
        backup("j3", "c", "b");
        backup("j4", "b", "c");
        for (String name : new String[] {"a", "b", "c"}) {
            f.say("blockdev-del", "'node-name': '" + name + "'");
        }
        f.say("blockdev-snapshot", "'node': 'a', 'overlay': 'c'")
                .say("job-finalize", "'id': 'j1'")
                .say("blockdev-del", "'node-name': 'b'")
                .bothSayTheSame();
    }

    @Test
    void nodesAndJobsMoveTogether() throws Exception {
        f.say("object-add", "'qom-type': 'iothread', 'id': 't'")
                .say("object-add", "'qom-type': 'throttle-group', 'id': 'g'")
                .say("blockdev-add", "'driver': 'file', 'filename': '$DIR/image1', 'node-name': 'f'")
                .say("blockdev-add", "'driver': 'throttle', 'throttle-group': 'g', 'file': 'f', 'node-name': 'th'")
                .say(
                        "blockdev-add",
                        "'driver': 'quorum', 'children': ['a', 'b'], 'vote-threshold': 1, 'node-name': 'q'")
                .say("x-blockdev-set-iothread", "'node-name': 'th', 'iothread': 't'")
                .say("x-blockdev-set-iothread", "'node-name': 'a', 'iothread': 't'")
                .say("x-blockdev-set-iothread", "'node-name': 'b', 'iothread': 'nix'");
        backup("j", "th", "q");
        f.say("x-blockdev-set-iothread", "'node-name': 'th', 'iothread': null")
                .say("job-finalize", "'id': 'j'")
                .say("x-blockdev-set-iothread", "'node-name': 'th', 'iothread': null")
                .say("query-named-block-nodes", "")
                .say("x-blockdev-set-iothread", "'node-name': 'q', 'iothread': null")
                .bothSayTheSame();
    }

    /** The edges of every driver, with what they need and share. */
    @Test
    void whatEachDriverNeedsFromItsChildren() throws Exception {
        graph().say("object-add", "'qom-type': 'throttle-group', 'id': 'g'");
        f.say("blockdev-add", "'driver': 'file', 'filename': '$DIR/image1', 'node-name': 'f'");
        filter("throttle", "t", "f", ", 'throttle-group': 'g'");
        filter("raw", "r1", "t", "");
        filter("raw", "r2", "f", ", 'offset': 512, 'size': 512");
        filter("preallocate", "p", "t", "");
        filter("copy-on-read", "cor", "a", "");
        filter("copy-on-read", "cor2", "r1", ", 'bottom': 'r1'");
        filter("copy-on-read", "cor3", "r2", "");
        filter("copy-before-write", "cbw", "a", ", 'target': 'b'");
        demanding("d", "c", "'write'", "'write', 'resize'");
        f.say("blockdev-add", "'driver': 'quorum', 'children': ['a', 'f'], 'vote-threshold': 1, 'node-name': 'q1'");
        graph();
        f.say(
                "blockdev-add",
                "'driver': 'quorum', 'children': ['a', 'b'], 'vote-threshold': 1, 'rewrite-corrupted': true,"
                        + " 'node-name': 'q2'");
        f.say("blockdev-del", "'node-name': 'q1'");
        graph().bothSayTheSame();
    }

    private ScenarioFixture filter(String driver, String name, String file, String more) {
        f.say("blockdev-add", "'driver': '" + driver + "', 'node-name': '" + name + "', 'file': '" + file + "'" + more);
        return graph();
    }

    private ScenarioFixture graph() {
        return f.say("x-debug-query-block-graph", "");
    }

    @Test
    void whatABackupNeeds() throws Exception {
        filter("raw", "r", "a", "");
        backup("j1", "r", "b");
        graph();
        filter("copy-on-read", "above", "r", "");
        f.say("job-finalize", "'id': 'j1'");
        graph();
        filter("copy-before-write", "cbw", "r", ", 'target': 'c'");
        backup("j2", "b", "cbw");
        graph().bothSayTheSame();
    }

    @Test
    void lengthsThatChange() throws Exception {
        f.say("blockdev-add", "'driver': 'file', 'filename': '$DIR/image1', 'node-name': 'f'")
                .say("blockdev-add", "'driver': 'raw', 'file': 'f', 'node-name': 'r'")
                .say("block-dirty-bitmap-add", "'node': 'f', 'name': 'b'");
        for (String size : new String[] {"2097152", "1000", "0", "-1", "9223372036854775807", "65536"}) {
            f.say("block_resize", "'node-name': 'r', 'size': " + size).say("query-named-block-nodes", "");
        }
        f.say("block_resize", "'size': 1")
                .say("block_resize", "'node-name': 'nix', 'size': 1")
                .say("block_resize", "'node-name': 'a', 'size': 1");
        backup("j", "a", "b");
        f.say("block_resize", "'node-name': 'a', 'size': 1")
                .say("block_resize", "'node-name': 'b', 'size': 1")
                .bothSayTheSame();
    }
}
