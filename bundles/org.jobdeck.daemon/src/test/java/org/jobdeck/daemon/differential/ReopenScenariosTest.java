package org.jobdeck.daemon.differential;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that go on with other options, beside the real daemon. */
@Timeout(120)
class ReopenScenariosTest {

    private static final String FILE = "'driver': 'file', 'node-name': 'f', 'filename': '$DIR/image1'";
    private static final String RAW = "'driver': 'raw', 'node-name': 'r', 'file': ";
    private static final String NULL = "'driver': 'null-co', 'node-name': 'n', 'size': 1048576, 'read-zeroes': true";

    @TempDir
    private Path folder;

    private ScenarioFixture f;

    @BeforeEach
    void setUp() {
        f = new ScenarioFixture(folder)
                .image("image1", Image.MIB, Image.Content.HOLES)
                .image("image2", Image.MIB, Image.Content.DATA)
                .say("blockdev-add", FILE)
                .say("blockdev-add", RAW + "'f'")
                .say("blockdev-add", NULL);
    }

    private ScenarioFixture reopen(String... nodes) {
        return f.say("blockdev-reopen", "'options': [{" + String.join("}, {", nodes) + "}]")
                .say("query-named-block-nodes", "");
    }

    @Test
    void whatIsNotMentionedIsAsUsual() throws Exception {
        reopen(FILE + ", 'read-only': true");
        reopen(FILE + ", 'discard': 'unmap', 'detect-zeroes': 'unmap', 'cache': {'no-flush': true}");
        reopen(FILE + ", 'cache': {'direct': true}, 'read-only': true");
        reopen(FILE + ", 'detect-zeroes': 'on'");
        reopen(FILE);
        reopen(RAW + "'f', 'offset': 512");
        reopen(RAW + "'f', 'size': 512");
        reopen(RAW + "'n'");
        reopen(RAW + "'f'");
        reopen(NULL + ", 'read-only': true");
        reopen(NULL);
        reopen(RAW + "'f', 'read-only': true", FILE + ", 'read-only': true");
        reopen(RAW + "'f'");
        reopen(FILE + ", 'read-only': false", RAW + "'f', 'read-only': false");
        reopen(RAW + "'f'", RAW + "'f'").bothSayTheSame();
    }

    @Test
    void whatCannotChange() throws Exception {
        reopen("'driver': 'null-co', 'size': 1");
        reopen("'driver': 'null-co', 'node-name': 'nix'");
        reopen("'driver': 'raw', 'node-name': 'f', 'file': 'n'");
        reopen(FILE.replace("image1", "image2"));
        reopen(FILE + ", 'locking': 'off'");
        reopen(FILE + ", 'force-share': true");
        reopen(RAW + "'f', 'size': 513");
        reopen(RAW + "'f', 'size': 1073741824");
        reopen(RAW + "'f', 'offset': 1073741824");
        reopen(RAW + "'nix'");
        reopen(RAW + "'r'");
        reopen(RAW + "{'driver': 'null-co'}");
        reopen("'driver': 'null-co', 'node-name': 'n', 'size': 1048576");
        reopen(NULL.replace("true", "false"));
        reopen(NULL + ", 'read-only': true", RAW + "'nix'");
        reopen("'driver': 'null-aio', 'node-name': 'n', 'size': 1048576, 'read-zeroes': true")
                .bothSayTheSame();
    }

    @Test
    void usersStandInTheWayOfReadOnly() throws Exception {
        f.say("blockdev-backup", "'job-id': 'j', 'device': 'n', 'target': 'f', 'sync': 'full', 'auto-finalize': false");
        reopen(FILE + ", 'read-only': true");
        reopen(FILE + ", 'discard': 'unmap'");
        reopen(NULL + ", 'read-only': true");
        f.say("job-finalize", "'id': 'j'");
        reopen(FILE + ", 'read-only': true");
        f.say("blockdev-backup", "'job-id': 'j', 'device': 'n', 'target': 'f', 'sync': 'full'");
        reopen(FILE);
        f.say("blockdev-backup", "'job-id': 'j', 'device': 'n', 'target': 'f', 'sync': 'full'")
                .bothSayTheSame();
    }

    @Test
    void notEveryFileCanBeReadPastTheCache() throws Exception {
        String proc = "'driver': 'file', 'node-name': 'v', 'filename': '/proc/version', 'read-only': true";
        f.say("blockdev-add", proc + ", 'cache': {'direct': true}")
                .say(
                        "blockdev-add",
                        "'driver': 'file', 'node-name': 'd', 'filename': '$DIR/image2', 'cache':"
                                + " {'direct': true}, 'aio': 'native'")
                .say("blockdev-backup", "'job-id': 'j', 'device': 'd', 'target': 'f', 'sync': 'full'")
                .say("blockdev-backup", "'job-id': 'j', 'device': 'f', 'target': 'd', 'sync': 'full'")
                .bothSayTheSame();
    }

    @Test
    void filters() throws Exception {
        f.say("object-add", "'qom-type': 'throttle-group', 'id': 'g1'")
                .say("object-add", "'qom-type': 'throttle-group', 'id': 'g2'")
                .say("blockdev-add", "'driver': 'throttle', 'node-name': 't', 'throttle-group': 'g1', 'file': 'n'")
                .say("blockdev-add", "'driver': 'copy-on-read', 'node-name': 'c', 'file': 'n'")
                .say("blockdev-add", "'driver': 'blkdebug', 'node-name': 'b', 'image': 'n'")
                .say("blockdev-add", "'driver': 'preallocate', 'node-name': 'p', 'file': 'n', 'prealloc-size': 1024");
        reopen("'driver': 'throttle', 'node-name': 't', 'throttle-group': 'g2', 'file': 'n'");
        f.say("object-del", "'id': 'g1'").say("object-del", "'id': 'g2'");
        reopen("'driver': 'throttle', 'node-name': 't', 'throttle-group': 'g3', 'file': 'n'");
        reopen("'driver': 'throttle', 'node-name': 't', 'throttle-group': 'g2', 'file': 'f'");
        reopen("'driver': 'copy-on-read', 'node-name': 'c', 'file': 'n'");
        reopen("'driver': 'blkdebug', 'node-name': 'b', 'image': 'n'");
        reopen("'driver': 'blkdebug', 'node-name': 'b', 'image': 'f'");
        reopen("'driver': 'blkdebug', 'node-name': 'b', 'image': 'n', 'align': 512");
        reopen("'driver': 'preallocate', 'node-name': 'p', 'file': 'n'");
        reopen("'driver': 'preallocate', 'node-name': 'p', 'file': 'n', 'prealloc-size': 512");
        reopen("'driver': 'preallocate', 'node-name': 'p', 'file': 'n', 'prealloc-align': 100");
        f.say("blockdev-add", "'driver': 'quorum', 'node-name': 'q', 'children': ['f'], 'vote-threshold': 1");
        reopen("'driver': 'quorum', 'node-name': 'q', 'children': ['f'], 'vote-threshold': 1")
                .bothSayTheSame();
    }

    @Test
    void aChildThatWasDescribedWithinItsParentGoesAlong() throws Exception {
        String inner = "{'driver': 'null-co', 'node-name': 'inner', 'size': 1048576";
        f.say("blockdev-add", "'driver': 'raw', 'node-name': 'r2', 'file': " + inner + "}");
        reopen("'driver': 'raw', 'node-name': 'r2', 'file': " + inner + "}");
        reopen("'driver': 'raw', 'node-name': 'r2', 'file': " + inner + ", 'read-only': true}");
        reopen("'driver': 'raw', 'node-name': 'r2', 'file': " + inner + ", 'read-zeroes': true}")
                .bothSayTheSame();
    }
}
