package org.jobdeck.daemon.differential;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Bitmaps of the user's, beside the real daemon: what they refuse, what they record, and what a transaction undoes. */
@Timeout(120)
class BitmapScenariosTest {

    private static final int SIZE = 3 * Image.MIB + 512;

    @TempDir
    private Path folder;

    private ScenarioFixture disks() {
        return new ScenarioFixture(folder)
                .image("image1", SIZE, Image.Content.MIXED)
                .image("image2", SIZE, Image.Content.HOLES)
                .say("blockdev-add", "'driver': 'file', 'filename': '$DIR/image1', 'node-name': 'src'")
                .say("blockdev-add", "'driver': 'file', 'filename': '$DIR/image2', 'node-name': 'dst'")
                .say("blockdev-add", "'driver': 'null-co', 'size': 1048576, 'node-name': 'small'");
    }

    private static String bitmap(String node, String name) {
        return "'node': '" + node + "', 'name': '" + name + "'";
    }

    private static String action(String type, String members) {
        return "{'type': 'block-dirty-bitmap-" + type + "', 'data': {" + members + "}}";
    }

    private static String actions(String... actions) {
        return "'actions': [" + String.join(", ", actions) + "]";
    }

    private static ScenarioFixture look(ScenarioFixture f, String name) {
        return f.say("x-debug-block-dirty-bitmap-sha256", bitmap("dst", name))
                .say("query-named-block-nodes", "'flat': true");
    }

    @Test
    void whatCannotBe() throws Exception {
        disks().say("block-dirty-bitmap-add", bitmap("nosuch", ""))
                .say("block-dirty-bitmap-add", bitmap("nosuch", "b"))
                .say("block-dirty-bitmap-add", bitmap("dst", "b") + ", 'granularity': 768")
                .say("block-dirty-bitmap-add", bitmap("dst", "b") + ", 'granularity': 256")
                .say("block-dirty-bitmap-add", bitmap("dst", "b") + ", 'granularity': 0")
                .say("block-dirty-bitmap-add", bitmap("dst", "b") + ", 'persistent': true")
                .say("block-dirty-bitmap-add", bitmap("dst", "x".repeat(1024)))
                .say("block-dirty-bitmap-add", bitmap("dst", "x".repeat(1023)))
                .say("block-dirty-bitmap-add", bitmap("dst", "b"))
                .say("block-dirty-bitmap-add", bitmap("dst", "b"))
                .say("block-dirty-bitmap-add", bitmap("small", "c") + ", 'granularity': 2147483648")
                .say("block-dirty-bitmap-remove", bitmap("nosuch", "b"))
                .say("block-dirty-bitmap-remove", bitmap("dst", "c"))
                .say("block-dirty-bitmap-clear", bitmap("dst", "c"))
                .say("block-dirty-bitmap-enable", bitmap("dst", ""))
                .say("block-dirty-bitmap-disable", bitmap("", "b"))
                .say("block-dirty-bitmap-merge", "'node': 'dst', 'target': 'b', 'bitmaps': ['nix']")
                .say("block-dirty-bitmap-merge", "'node': 'dst', 'target': 'nix', 'bitmaps': ['b']")
                .say("block-dirty-bitmap-merge", "'node': 'nix', 'target': 'b', 'bitmaps': ['b']")
                .say(
                        "block-dirty-bitmap-merge",
                        "'node': 'dst', 'target': 'b', 'bitmaps': [{" + bitmap("small", "c") + "}]")
                .say(
                        "block-dirty-bitmap-merge",
                        "'node': 'dst', 'target': 'b', 'bitmaps': [{" + bitmap("nix", "c") + "}]")
                .say("block-dirty-bitmap-remove", bitmap("dst", "b"))
                .say("x-debug-block-dirty-bitmap-sha256", bitmap("dst", "b"))
                .say("query-named-block-nodes", "'flat': true")
                .bothSayTheSame();
    }

    @Test
    void writesSetBitsInThoseThatRecord() throws Exception {
        ScenarioFixture f = disks().say("block-dirty-bitmap-add", bitmap("dst", "fine") + ", 'granularity': 512")
                .say("block-dirty-bitmap-add", bitmap("dst", "usual"))
                .say("block-dirty-bitmap-add", bitmap("dst", "coarse") + ", 'granularity': 2097152")
                .say("block-dirty-bitmap-add", bitmap("dst", "off") + ", 'disabled': true")
                .say("block-dirty-bitmap-add", bitmap("src", "none"))
                .say("blockdev-backup", "'job-id': 'j', 'device': 'src', 'target': 'dst', 'sync': 'full'");
        look(look(look(f, "fine"), "usual"), "coarse");
        f.say("block-dirty-bitmap-disable", bitmap("dst", "usual"))
                .say("block-dirty-bitmap-clear", bitmap("dst", "usual"))
                .say("block-dirty-bitmap-enable", bitmap("dst", "off"))
                .say("blockdev-backup", "'job-id': 'j', 'device': 'src', 'target': 'dst', 'sync': 'full'");
        look(look(f, "usual"), "off")
                .say("block-dirty-bitmap-merge", "'node': 'dst', 'target': 'usual', 'bitmaps': ['fine', 'coarse']");
        look(f, "usual")
                .say(
                        "block-dirty-bitmap-merge",
                        "'node': 'dst', 'target': 'usual', 'bitmaps': [{'node': 'src', 'name': 'none'}]");
        look(f, "usual").bothSayTheSame();
    }

    @Test
    void aTransactionTakesEffectOrIsUndone() throws Exception {
        String abort = "{'type': 'abort', 'data': {}}";
        ScenarioFixture f = disks().say("block-dirty-bitmap-add", bitmap("dst", "a"))
                .say("blockdev-backup", "'job-id': 'j', 'device': 'src', 'target': 'dst', 'sync': 'full'")
                .say("block-dirty-bitmap-add", bitmap("dst", "b") + ", 'disabled': true");
        f.say(
                "transaction",
                actions(
                        action("clear", bitmap("dst", "a")),
                        action("enable", bitmap("dst", "b")),
                        action("disable", bitmap("dst", "a")),
                        action("add", bitmap("dst", "c")),
                        action("merge", "'node': 'dst', 'target': 'b', 'bitmaps': ['a', 'c']"),
                        action("remove", bitmap("dst", "b")),
                        abort));
        look(look(f, "a"), "b");
        f.say("transaction", actions(action("remove", bitmap("dst", "a")), action("clear", bitmap("dst", "a"))))
                .say("transaction", actions(action("remove", bitmap("dst", "a")), action("add", bitmap("dst", "a"))))
                .say("transaction", actions(action("add", bitmap("dst", "d")), action("add", bitmap("dst", "d"))))
                .say("transaction", actions(action("merge", "'node': 'dst', 'target': 'b', 'bitmaps': ['nix']")))
                .say(
                        "transaction",
                        actions(action("add", bitmap("dst", "e"))) + ", 'properties': {'completion-mode': 'grouped'}");
        look(f, "a");
        f.say(
                "transaction",
                actions(
                        action("add", bitmap("dst", "moved") + ", 'disabled': true"),
                        action("merge", "'node': 'dst', 'target': 'moved', 'bitmaps': ['a']"),
                        action("clear", bitmap("dst", "a")),
                        action("enable", bitmap("dst", "b")),
                        action("remove", bitmap("dst", "a"))));
        look(look(f, "moved"), "a").bothSayTheSame();
    }
}
