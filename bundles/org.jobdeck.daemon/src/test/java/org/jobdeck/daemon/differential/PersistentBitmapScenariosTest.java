package org.jobdeck.daemon.differential;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Bitmaps that images keep, beside the real daemon. */
@Timeout(120)
class PersistentBitmapScenariosTest {

    private static final int SIZE = 3 * Image.MIB;

    @TempDir
    private Path folder;

    private ScenarioFixture f;

    @BeforeEach
    void setUp() {
        f = new ScenarioFixture(folder).image("raw1", SIZE, Image.Content.MIXED);
        f.say("blockdev-add", "'driver': 'file', 'node-name': 'src', 'filename': '$DIR/raw1'");
        image("a", "'version': 'v3'");
        image("old", "'version': 'v2'");
        open();
    }

    private void image(String name, String options) {
        f.say(
                        "blockdev-create",
                        "'job-id': 'j', 'options': {'driver': 'file', 'filename': '$DIR/" + name + "', 'size': 0}")
                .say("job-dismiss", "'id': 'j'")
                .say("blockdev-add", "'driver': 'file', 'node-name': '" + name + "', 'filename': '$DIR/" + name + "'")
                .say(
                        "blockdev-create",
                        "'job-id': 'j', 'options': {'driver': 'qcow2', 'file': '" + name + "', 'size': " + SIZE + ", "
                                + options + "}")
                .say("job-dismiss", "'id': 'j'");
    }

    private ScenarioFixture open() {
        return f.say("blockdev-add", "'driver': 'qcow2', 'node-name': 'q', 'file': 'a'");
    }

    private ScenarioFixture close() {
        return f.say("blockdev-del", "'node-name': 'q'");
    }

    private ScenarioFixture add(String name, String more) {
        return f.say("block-dirty-bitmap-add", "'node': 'q', 'name': '" + name + "', 'persistent': true" + more);
    }

    private ScenarioFixture write() {
        return f.say("blockdev-backup", "'job-id': 'j', 'device': 'src', 'target': 'q', 'sync': 'full'");
    }

    private ScenarioFixture look(String... names) {
        for (String name : names) {
            f.say("x-debug-block-dirty-bitmap-sha256", "'node': 'q', 'name': '" + name + "'");
        }
        return f.say("query-named-block-nodes", "'flat': true");
    }

    private static String bitmap(String name) {
        return "'node': 'q', 'name': '" + name + "'";
    }

    @Test
    void whatWasRecordedIsThereAgain() throws Exception {
        add("fine", ", 'granularity': 512");
        add("usual", "");
        add("coarse", ", 'granularity': 2097152");
        add("off", ", 'disabled': true");
        f.say("block-dirty-bitmap-add", bitmap("passing"));
        look();
        write();
        look("fine", "usual", "coarse", "off");
        close();
        open();
        look("fine", "usual", "coarse", "off", "passing");
        f.say("block-dirty-bitmap-clear", bitmap("fine"))
                .say("block-dirty-bitmap-disable", bitmap("usual"))
                .say("block-dirty-bitmap-enable", bitmap("off"))
                .say("block-dirty-bitmap-merge", "'node': 'q', 'target': 'off', 'bitmaps': ['coarse']")
                .say("block-dirty-bitmap-remove", bitmap("coarse"));
        look("fine", "usual", "coarse", "off");
        close();
        f.say("blockdev-add", "'driver': 'qcow2', 'node-name': 'q', 'file': 'a', 'read-only': true");
        look("fine", "usual", "off");
        f.say("block-dirty-bitmap-clear", bitmap("fine"))
                .say("block-dirty-bitmap-remove", bitmap("fine"))
                .say("block-dirty-bitmap-disable", bitmap("off"))
                .say("block-dirty-bitmap-merge", "'node': 'q', 'target': 'off', 'bitmaps': ['fine']");
        add("late", "");
        look();
        close();
        open();
        look("fine", "usual", "off").bothSayTheSame();
    }

    @Test
    void whatCannotBeKept() throws Exception {
        add("x".repeat(1023), "");
        add("x".repeat(1024), "");
        add("big", ", 'granularity': 2147483648");
        add("b", "");
        add("b", "");
        add("b", ", 'granularity': 768");
        f.say("blockdev-add", "'driver': 'qcow2', 'node-name': 'v2', 'file': 'old'")
                .say("block-dirty-bitmap-add", "'node': 'v2', 'name': 'b', 'persistent': true")
                .say("block-dirty-bitmap-add", "'node': 'src', 'name': 'b', 'persistent': true")
                .say("blockdev-add", "'driver': 'raw', 'node-name': 'r', 'file': 'q'")
                .say("block-dirty-bitmap-add", "'node': 'r', 'name': 'b', 'persistent': true");
        look().bothSayTheSame();
    }

    @Test
    void transactionsAndBackupsUseThem() throws Exception {
        add("a", "");
        add("b", ", 'disabled': true");
        write();
        f.say(
                "transaction",
                "'actions': [{'type': 'block-dirty-bitmap-remove', 'data': {" + bitmap("a")
                        + "}}, {'type': 'block-dirty-bitmap-add', 'data': {" + bitmap("c")
                        + ", 'persistent': true}}, {'type': 'abort', 'data': {}}]");
        look("a", "b", "c");
        close();
        open();
        look("a", "b");
        f.say("blockdev-backup", "'job-id': 'j', 'device': 'q', 'target': 'src', 'sync': 'incremental', 'bitmap': 'a'")
                .say(
                        "transaction",
                        "'actions': [{'type': 'block-dirty-bitmap-add', 'data': {" + bitmap("d")
                                + ", 'persistent': true}}, {'type': 'block-dirty-bitmap-remove', 'data': {"
                                + bitmap("b") + "}}]");
        look("a", "d");
        f.say("block_resize", "'node-name': 'q', 'size': 4194304");
        look("a", "d");
        close();
        open();
        look("a", "d").bothSayTheSame();
    }
}
