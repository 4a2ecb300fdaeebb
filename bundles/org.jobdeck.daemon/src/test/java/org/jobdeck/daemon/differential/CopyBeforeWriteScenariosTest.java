package org.jobdeck.daemon.differential;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The filter of a backup as the user puts it in himself, beside the real daemon. */
@Timeout(120)
class CopyBeforeWriteScenariosTest {

    private static final String FILTER =
            "'driver': 'copy-before-write', 'node-name': 'cbw', 'file': 'disk', 'target': 'old'";

    @TempDir
    private Path folder;

    private ScenarioFixture f;

    @BeforeEach
    void setUp() {
        f = new ScenarioFixture(folder)
                .image("new", Image.MIB, Image.Content.DATA)
                .image("disk", Image.MIB, Image.Content.DATA)
                .image("old", Image.MIB, Image.Content.HOLES);
        for (String name : new String[] {"new", "disk", "old"}) {
            f.say("blockdev-add", "'driver': 'file', 'node-name': '" + name + "', 'filename': '$DIR/" + name + "'");
        }
        f.say("block-dirty-bitmap-add", "'node': 'old', 'name': 'copied'");
    }

    private ScenarioFixture overwrite() {
        return f.say("blockdev-backup", "'job-id': 'j', 'device': 'new', 'target': 'cbw', 'sync': 'full'")
                .say("query-named-block-nodes", "")
                .say("x-debug-block-dirty-bitmap-sha256", "'node': 'old', 'name': 'copied'");
    }

    @Test
    void whatIsOverwrittenIsCopied() throws Exception {
        f.say("blockdev-add", FILTER).say("query-named-block-nodes", "");
        overwrite()
                .say("blockdev-del", "'node-name': 'disk'")
                .say("blockdev-del", "'node-name': 'cbw'")
                .say("query-named-block-nodes", "")
                .bothSayTheSame();
    }

    @Test
    void onlyWhatABitmapSaysIsCopied() throws Exception {
        f.say("blockdev-add", FILTER + ", 'bitmap': {'node': 'disk', 'name': 'nix'}")
                .say("blockdev-add", FILTER + ", 'bitmap': {'node': 'nix', 'name': 'b'}")
                .say("block-dirty-bitmap-add", "'node': 'disk', 'name': 'b', 'granularity': 65536")
                .say("blockdev-add", FILTER + ", 'bitmap': {'node': 'disk', 'name': 'b'}");
        overwrite().bothSayTheSame();
    }

    @Test
    void aWriteFailsWithItsCopy() throws Exception {
        f.say("blockdev-add", failingTarget()).say("blockdev-add", FILTER.replace("'old'", "'bad'"));
        overwrite().bothSayTheSame();
    }

    @Test
    void aWriteGoesOnWithoutItsCopy() throws Exception {
        f.say("blockdev-add", failingTarget())
                .say(
                        "blockdev-add",
                        FILTER.replace("'old'", "'bad'") + ", 'on-cbw-error': 'break-snapshot',"
                                + " 'cbw-timeout': 30");
        overwrite().bothSayTheSame();
    }

    private static String failingTarget() {
        return "'driver': 'blkdebug', 'node-name': 'bad', 'image': 'old', 'inject-error': [{'event': 'none',"
                + " 'iotype': 'write', 'errno': 28}]";
    }

    @Test
    void whatCannotBe() throws Exception {
        f.say("blockdev-add", FILTER + ", 'on-cbw-error': 'ignore'")
                .say("blockdev-add", FILTER + ", 'cbw-timeout': -1")
                .say("blockdev-add", FILTER.replace("'disk'", "'nix'"))
                .say("blockdev-add", FILTER.replace("'old'", "'nix'"))
                .say("blockdev-add", "'driver': 'copy-before-write', 'node-name': 'cbw', 'file': 'disk'")
                .say("query-named-block-nodes", "'flat': true")
                .bothSayTheSame();
    }
}
