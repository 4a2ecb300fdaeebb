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
        return "'job-id': '" + id + "', 'device': '" + source + "', 'target': '" + target + "', 'sync': 'full', 'auto-finalize': false";
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
