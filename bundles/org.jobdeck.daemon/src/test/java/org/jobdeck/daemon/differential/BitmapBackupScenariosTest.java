package org.jobdeck.daemon.differential;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Backups by bitmap, beside the real daemon: what is copied, and what the bitmap has afterwards. */
@Timeout(120)
class BitmapBackupScenariosTest {

    private static final int SIZE = 4 * Image.MIB;

    @TempDir
    private Path folder;

    private ScenarioFixture f;

    /** A disk of which every other mebibyte was written since its bitmap was made, and a target that takes note. */
    @BeforeEach
    void setUp() {
        f = new ScenarioFixture(folder)
                .image("before", SIZE, Image.Content.MIXED)
                .image("disk", SIZE, Image.Content.HOLES)
                .image("target", SIZE, Image.Content.HOLES);
        for (String name : new String[] {"before", "disk", "target"}) {
            f.say(
                    "blockdev-add",
                    "'driver': 'file', 'filename': '$DIR/" + name + "', 'node-name': '" + name
                            + "', 'discard': 'unmap'");
        }
        f.say("block-dirty-bitmap-add", bitmap("disk", "b"))
                .say("block-dirty-bitmap-add", bitmap("disk", "half") + ", 'granularity': 1048576")
                .say("blockdev-add", "'driver': 'raw', 'node-name': 'part', 'file': 'disk', 'size': 1048576")
                .say("blockdev-add", "'driver': 'null-co', 'size': 1048576, 'read-zeroes': true, 'node-name': 'zero'")
                .say("block-dirty-bitmap-disable", bitmap("disk", "b"))
                .say("blockdev-backup", "'job-id': 'fill', 'device': 'zero', 'target': 'part', 'sync': 'full'")
                .say("block-dirty-bitmap-enable", bitmap("disk", "b"))
                .say("block-dirty-bitmap-add", bitmap("target", "written"));
    }

    private static String bitmap(String node, String name) {
        return "'node': '" + node + "', 'name': '" + name + "'";
    }

    private ScenarioFixture backup(String target, String sync, String more) {
        f.say(
                "blockdev-backup",
                "'job-id': 'j', 'device': 'disk', 'target': '" + target + "', 'sync': '" + sync + "'" + more);
        return look();
    }

    private ScenarioFixture look() {
        return f.say("query-jobs", "")
                .say("query-named-block-nodes", "'flat': true")
                .say("x-debug-block-dirty-bitmap-sha256", bitmap("disk", "half"))
                .say("x-debug-block-dirty-bitmap-sha256", bitmap("target", "written"));
    }

    @Test
    void whatDoesNotGoTogether() throws Exception {
        backup("target", "bitmap", "");
        backup("target", "incremental", "");
        backup("target", "incremental", ", 'bitmap': 'half', 'bitmap-mode': 'always'");
        backup("target", "bitmap", ", 'bitmap': 'nix', 'bitmap-mode': 'always'");
        backup("target", "bitmap", ", 'bitmap': 'half'");
        backup("target", "none", ", 'bitmap': 'half', 'bitmap-mode': 'always'");
        backup("target", "full", ", 'bitmap': 'half', 'bitmap-mode': 'never'");
        backup("target", "top", ", 'bitmap': 'half', 'bitmap-mode': 'never'");
        backup("target", "full", ", 'bitmap-mode': 'never'");
        backup("zero", "incremental", ", 'bitmap': 'half'");
        backup("disk", "incremental", ", 'bitmap': 'half'").bothSayTheSame();
    }

    @Test
    void incremental() throws Exception {
        backup("target", "incremental", ", 'bitmap': 'half'");
        backup("target", "incremental", ", 'bitmap': 'half'").bothSayTheSame();
    }

    @Test
    void theBitmapIsKeptOrRenewedAsIsSaid() throws Exception {
        backup("target", "bitmap", ", 'bitmap': 'half', 'bitmap-mode': 'never'");
        backup("target", "bitmap", ", 'bitmap': 'half', 'bitmap-mode': 'always'");
        backup("target", "full", ", 'bitmap': 'b', 'bitmap-mode': 'on-success'").bothSayTheSame();
    }

    @Test
    void aBitmapInUseIsBusy() throws Exception {
        backup("target", "bitmap", ", 'bitmap': 'half', 'bitmap-mode': 'on-success', 'auto-finalize': false");
        for (String command : new String[] {"remove", "clear", "enable", "disable"}) {
            f.say("block-dirty-bitmap-" + command, bitmap("disk", "half"));
        }
        f.say("block-dirty-bitmap-merge", "'node': 'disk', 'target': 'half', 'bitmaps': ['b']")
                .say("block-dirty-bitmap-merge", "'node': 'disk', 'target': 'b', 'bitmaps': ['half']")
                .say(
                        "blockdev-backup",
                        "'job-id': 'k', 'device': 'disk', 'target': 'target', 'sync': 'incremental',"
                                + " 'bitmap': 'half'");
        look();
        f.say("job-cancel", "'id': 'j'");
        look().bothSayTheSame();
    }

    @Test
    void whatWasNotCopiedStaysInTheBitmap() throws Exception {
        f.say(
                "blockdev-add",
                "'driver': 'blkdebug', 'node-name': 'bad', 'image': 'target', 'inject-error': [{'event': 'none',"
                        + " 'iotype': 'write-zeroes', 'sector': 0}]");
        backup("bad", "bitmap", ", 'bitmap': 'half', 'bitmap-mode': 'on-success'");
        backup("bad", "bitmap", ", 'bitmap': 'half', 'bitmap-mode': 'always'");
        backup("bad", "full", ", 'bitmap': 'b', 'bitmap-mode': 'always'").bothSayTheSame();
    }

    @Test
    void aTransactionGivesTheBitmapBack() throws Exception {
        f.say(
                "transaction",
                "'actions': [{'type': 'blockdev-backup', 'data': {'job-id': 'j', 'device': 'disk', 'target': 'target',"
                        + " 'sync': 'incremental', 'bitmap': 'half'}}, {'type': 'abort', 'data': {}}]");
        look();
        f.say(
                "transaction",
                "'actions': [{'type': 'block-dirty-bitmap-add', 'data': {" + bitmap("disk", "next")
                        + "}}, {'type': 'blockdev-backup', 'data': {'job-id': 'j', 'device': 'disk', 'target': 'target',"
                        + " 'sync': 'incremental', 'bitmap': 'half'}}]");
        look().bothSayTheSame();
    }
}
