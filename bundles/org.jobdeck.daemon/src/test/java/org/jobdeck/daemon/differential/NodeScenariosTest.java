package org.jobdeck.daemon.differential;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes and what they refuse, beside the real daemon. */
@Timeout(120)
class NodeScenariosTest {

    @TempDir
    private Path folder;

    private ScenarioFixture scenario() {
        return new ScenarioFixture(folder);
    }

    private static String file(String name, String image) {
        return "'driver': 'file', 'filename': '$DIR/" + image + "', 'node-name': '" + name + "'";
    }

    private static String backup(String id, String source, String target) {
        return "'job-id': '" + id + "', 'device': '" + source + "', 'target': '" + target
                + "', 'sync': 'full', 'auto-finalize': false";
    }

    @Test
    void aThrottledNodeNeedsItsGroup() throws Exception {
        scenario()
                .say("blockdev-add", "'driver': 'null-aio', 'size': 1048576, 'read-zeroes': true, 'node-name': 'n'")
                .say("object-add", "'qom-type': 'throttle-group', 'id': 'g', 'limits': {'bps-total': 1000000000}")
                .say("blockdev-add", throttle("t", "nix", "n"))
                .say("blockdev-add", throttle("t", "g", "nix"))
                .say("blockdev-add", "'driver': 'throttle', 'node-name': 't', 'file': 'n'")
                .say("blockdev-add", throttle("t", "g", "n"))
                .say("blockdev-add", throttle("t2", "g", "t"))
                .say("query-named-block-nodes", "")
                .say("object-del", "'id': 'g'")
                .say("blockdev-add", "'driver': 'null-co', 'size': 1048576, 'node-name': 'dst'")
                .say("blockdev-backup", "'job-id': 'j', 'device': 't2', 'target': 'dst', 'sync': 'full'")
                .say("blockdev-del", "'node-name': 't2'")
                .say("blockdev-del", "'node-name': 't'")
                .say("object-del", "'id': 'g'")
                .bothSayTheSame();
    }

    private static String throttle(String name, String group, String file) {
        return "'driver': 'throttle', 'throttle-group': '" + group + "', 'file': '" + file + "', 'node-name': '" + name
                + "'";
    }

    private static String above(String driver, String name, String file) {
        return "'driver': '" + driver + "', 'node-name': '" + name + "', 'file': '" + file + "'";
    }

    @Test
    void filtersThatCopyWhatIsRead() throws Exception {
        threeImages()
                .say("blockdev-add", above("copy-on-read", "c", "i1") + ", 'bottom': 'nix'")
                .say("blockdev-add", above("copy-on-read", "c", "i1"))
                .say("blockdev-add", above("copy-on-read", "c2", "c") + ", 'bottom': 'c'")
                .say("blockdev-add", above("copy-on-read", "c2", "c") + ", 'bottom': 'i1'")
                .say("blockdev-add", above("copy-on-read", "c3", "i3") + ", 'read-only': true")
                .say("query-named-block-nodes", "")
                .say("blockdev-backup", full("j", "c2"))
                .say("blockdev-del", "'node-name': 'c2'")
                .say("blockdev-del", "'node-name': 'c'")
                .bothSayTheSame();
    }

    @Test
    void filtersThatPreallocate() throws Exception {
        threeImages()
                .say("blockdev-add", above("preallocate", "p", "i1") + ", 'prealloc-align': 100")
                .say("blockdev-add", above("preallocate", "p", "i1") + ", 'prealloc-size': -1")
                .say("blockdev-add", above("preallocate", "p", "i1") + ", 'prealloc-align': 1024, 'prealloc-size': 100")
                .say("blockdev-add", above("preallocate", "p2", "i2") + ", 'read-only': true")
                .say("query-named-block-nodes", "")
                .say("blockdev-backup", "'job-id': 'j', 'device': 'i3', 'target': 'p', 'sync': 'full'")
                .bothSayTheSame();
    }

    @Test
    void aQuorumThatCannotBe() throws Exception {
        scenario()
                .say("blockdev-add", "'driver': 'null-co', 'size': 1048576, 'node-name': 'a'")
                .say("blockdev-add", "'driver': 'null-co', 'size': 1048576, 'node-name': 'b'")
                .say("blockdev-add", "'driver': 'null-co', 'size': 2097152, 'node-name': 'long'")
                .say("blockdev-add", quorum("q", "", 1))
                .say("blockdev-add", quorum("q", "'a', 'b'", 0))
                .say("blockdev-add", quorum("q", "'a', 'b'", 3))
                .say("blockdev-add", quorum("q", "'a', 'b'", 1) + ", 'blkverify': true")
                .say("blockdev-add", quorum("q", "'a', 'b'", 2) + ", 'blkverify': true, 'rewrite-corrupted': true")
                .say("blockdev-add", quorum("q", "'a', 'b'", 2) + ", 'read-pattern': 'most'")
                .say("blockdev-add", quorum("q", "'a', 'nix'", 2))
                .say("blockdev-add", quorum("q", "'a', 'long'", 2))
                .say("blockdev-add", quorum("q", "'a', 'b'", 2) + ", 'read-pattern': 'fifo', 'blkverify': true")
                .say("query-named-block-nodes", "")
                .say("blockdev-add", quorum("q2", "'a', 'b'", 2) + ", 'rewrite-corrupted': true")
                .say("blockdev-del", "'node-name': 'a'")
                .say("blockdev-del", "'node-name': 'q'")
                .say("blockdev-del", "'node-name': 'a'")
                .bothSayTheSame();
    }

    private static String quorum(String name, String children, int threshold) {
        return "'driver': 'quorum', 'node-name': '" + name + "', 'children': [" + children + "], 'vote-threshold': "
                + threshold;
    }

    private ScenarioFixture threeImages() {
        return scenario()
                .image("image1", 65536, Image.Content.DATA)
                .image("image2", 65536, Image.Content.HOLES)
                .image("image3", 65536, Image.Content.DATA)
                .say("blockdev-add", file("i1", "image1"))
                .say("blockdev-add", file("i2", "image2"))
                .say("blockdev-add", file("i3", "image3"))
                .say("blockdev-add", "'driver': 'null-co', 'size': 65536, 'node-name': 'dst'");
    }

    private static String full(String id, String source) {
        return "'job-id': '" + id + "', 'device': '" + source + "', 'target': 'dst', 'sync': 'full'";
    }

    @Test
    void whatMostImagesSayCounts() throws Exception {
        threeImages()
                .say("blockdev-add", quorum("q", "'i1', 'i2', 'i3'", 2))
                .say("blockdev-backup", full("j1", "q"))
                .bothSayTheSame();
    }

    @Test
    void tooFewThatAgreeFail() throws Exception {
        threeImages()
                .say("blockdev-add", quorum("q", "'i1', 'i2'", 2))
                .say("blockdev-backup", full("j1", "q"))
                .bothSayTheSame();
    }

    @Test
    void theFirstThatCanBeReadIsEnough() throws Exception {
        String faulty = "'driver': 'blkdebug', 'image': 'i1', 'node-name': 'bad', 'inject-error': [{'event': 'none',"
                + " 'iotype': 'read'}]";
        threeImages()
                .say("blockdev-add", faulty)
                .say("blockdev-add", quorum("q", "'bad', 'i3'", 1) + ", 'read-pattern': 'fifo'")
                .say("blockdev-backup", full("j1", "q"))
                .bothSayTheSame();
    }

    @Test
    void aWriteThatFailsSomewhereIsToldOf() throws Exception {
        String faulty = "'driver': 'blkdebug', 'image': 'i2', 'node-name': 'bad', 'inject-error': [{'event': 'none',"
                + " 'iotype': 'write', 'errno': 28}]";
        threeImages()
                .say("blockdev-add", faulty)
                .say("blockdev-add", quorum("q", "'bad', 'dst'", 1))
                .say("blockdev-backup", "'job-id': 'j', 'device': 'i1', 'target': 'q', 'sync': 'full'")
                .bothSayTheSame();
    }

    @Test
    void twoNodesOnOneFileAreTwoPrograms() throws Exception {
        scenario()
                .image("image1", 1 << 20, Image.Content.HOLES)
                .image("image2", 1 << 20, Image.Content.HOLES)
                .say("blockdev-add", file("a", "image1"))
                .say("blockdev-add", file("b", "image2"))
                .say("blockdev-add", file("b2", "image2"))
                .say("blockdev-add", file("b3", "image2") + ", 'locking': 'off'")
                .say("blockdev-backup", backup("j1", "a", "b"))
                .say("blockdev-backup", backup("j2", "b2", "a"))
                .say("blockdev-backup", backup("j3", "b3", "a"))
                .say(
                        "blockdev-create",
                        "'job-id': 'c', 'options': {'driver': 'file', 'filename': '$DIR/image2', 'size': 512}")
                .say("query-jobs", "")
                .bothSayTheSame();
    }
}
