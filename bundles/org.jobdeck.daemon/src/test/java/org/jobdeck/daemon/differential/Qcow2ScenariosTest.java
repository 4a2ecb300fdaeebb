package org.jobdeck.daemon.differential;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Images in the format qcow2, made and used by commands, beside the real daemon. */
@Timeout(120)
class Qcow2ScenariosTest {

    private static final int MIB = Image.MIB;

    @TempDir
    private Path folder;

    private int jobs;

    private ScenarioFixture empty() {
        return new ScenarioFixture(folder);
    }

    private ScenarioFixture create(ScenarioFixture f, String members) {
        String job = "c" + jobs++;
        return f.say("blockdev-create", "'job-id': '" + job + "', 'options': {" + members + "}")
                .say("query-jobs", "")
                .say("job-dismiss", "'id': '" + job + "'");
    }

    /** Makes a file and a node of that name for it. */
    private ScenarioFixture file(ScenarioFixture f, String name) {
        create(f, "'driver': 'file', 'filename': '$DIR/" + name + "', 'size': 0");
        return f.say("blockdev-add", "'driver': 'file', 'node-name': '" + name + "', 'filename': '$DIR/" + name + "'");
    }

    /** Makes an image in a file of that name, and tries to open it as a node whose name begins with a q. */
    private ScenarioFixture image(ScenarioFixture f, String name, String options) {
        file(f, name);
        create(f, "'driver': 'qcow2', 'file': '" + name + "', " + options);
        return f.say("blockdev-add", "'driver': 'qcow2', 'node-name': 'q" + name + "', 'file': '" + name + "'");
    }

    private static ScenarioFixture look(ScenarioFixture f) {
        return f.say("query-named-block-nodes", "")
                .say("query-named-block-nodes", "'flat': true")
                .say("x-debug-query-block-graph", "");
    }

    @Test
    void imagesAreMadeOpenedAndToldOf() throws Exception {
        ScenarioFixture f = empty();
        image(f, "a", "'size': 3145728");
        image(f, "b", "'size': 1048576, 'version': 'v2', 'cluster-size': 4096");
        image(f, "c", "'size': 1048576, 'lazy-refcounts': true, 'refcount-bits': 1, 'compression-type': 'zstd'");
        image(f, "d", "'size': 1048576, 'extended-l2': true, 'preallocation': 'metadata'");
        image(f, "e", "'size': 1048576, 'backing-file': 'a', 'backing-fmt': 'qcow2'");
        image(f, "g", "'size': 1048576, 'preallocation': 'full', 'cluster-size': 512");
        look(f).bothSayTheSame();
    }

    @Test
    void dataMayBeInAFileOfTheirOwn() throws Exception {
        ScenarioFixture f = empty();
        file(f, "data");
        file(f, "data2");
        image(f, "a", "'size': 1048576, 'data-file': 'data', 'data-file-raw': true");
        image(f, "b", "'size': 1048576, 'data-file': 'data2'");
        f.say("blockdev-add", "'driver': 'qcow2', 'node-name': 'x', 'file': 'a', 'data-file': 'data'")
                .say("blockdev-del", "'node-name': 'qb'")
                .say("blockdev-del", "'node-name': 'b'")
                .say(
                        "blockdev-add",
                        "'driver': 'qcow2', 'node-name': 'y', 'file': {'driver': 'file', 'filename': '$DIR/b'},"
                                + " 'data-file': 'data2'");
        image(f, "c", "'size': 1048576");
        f.say("blockdev-del", "'node-name': 'qc'")
                .say("blockdev-add", "'driver': 'qcow2', 'node-name': 'z', 'file': 'c', 'data-file': 'data'");
        look(f).bothSayTheSame();
    }

    @Test
    void whatCannotBeMade() throws Exception {
        ScenarioFixture f = empty();
        file(f, "a");
        String driver = "'driver': 'qcow2', 'file': 'a', ";
        for (String options : new String[] {
            "'size': 1000",
            "'size': 1048576, 'cluster-size': 100",
            "'size': 1048576, 'cluster-size': 4194304",
            "'size': 1048576, 'refcount-bits': 3",
            "'size': 1048576, 'refcount-bits': 128",
            "'size': 1048576, 'version': 'v2', 'refcount-bits': 8",
            "'size': 1048576, 'version': 'v2', 'lazy-refcounts': true",
            "'size': 1048576, 'version': 'v2', 'compression-type': 'zstd'",
            "'size': 1048576, 'version': 'v2', 'extended-l2': true",
            "'size': 1048576, 'extended-l2': true, 'cluster-size': 4096",
            "'size': 1048576, 'data-file-raw': true",
            "'size': 1048576, 'backing-fmt': 'raw'",
            "'size': 1048576, 'backing-file': 'x', 'backing-fmt': 'raw', 'preallocation': 'full'",
            "'size': 1048576, 'version': 'v4'",
            "'size': 1048576, 'data-file': 'nix'",
            "'size': 9223372036854775296",
            "'size': -512",
            "'size': 1048576, 'preallocation': 'some'",
            "'version': 'v3'"
        }) {
            create(f, driver + options);
        }
        create(f, "'driver': 'qcow2', 'file': 'nix', 'size': 512");
        create(f, "'driver': 'raw', 'file': 'a', 'size': 512");
        f.bothSayTheSame();
    }

    @Test
    void optionsOfNodes() throws Exception {
        ScenarioFixture f = empty();
        image(f, "a", "'size': 1048576");
        f.say("blockdev-del", "'node-name': 'qa'");
        String node = "'driver': 'qcow2', 'node-name': 'q', 'file': 'a', ";
        for (String options : new String[] {
            "'lazy-refcounts': true, 'pass-discard-request': true, 'pass-discard-snapshot': false",
            "'pass-discard-other': true, 'overlap-check': 'all', 'discard': 'unmap', 'detect-zeroes': 'unmap'",
            "'overlap-check': {'template': 'none', 'main-header': true, 'inactive-l2': true}",
            "'overlap-check': {'nix': true}",
            "'overlap-check': 'much'",
            "'cache-size': 1048576, 'l2-cache-entry-size': 4096, 'cache-clean-interval': 60",
            "'cache-size': 1048576, 'l2-cache-size': 1048576, 'refcount-cache-size': 1048576",
            "'cache-size': 1048576, 'l2-cache-size': 2097152",
            "'cache-size': 1048576, 'refcount-cache-size': 2097152",
            "'l2-cache-entry-size': 256",
            "'l2-cache-entry-size': 131072",
            "'l2-cache-entry-size': 5000",
            "'cache-clean-interval': 4294967296",
            "'read-only': true, 'cache': {'direct': true, 'no-flush': true}",
            "'read-only': true, 'force-share': true",
            "'encrypt': {'format': 'aes', 'key-secret': 's'}",
            "'backing': null",
            "'backing': 'nix'",
            "'data-file': 'a'",
            "'backing': {'driver': 'null-co', 'size': 1048576}"
        }) {
            f.say("blockdev-add", node + options)
                    .say("query-named-block-nodes", "")
                    .say("blockdev-del", "'node-name': 'q'");
        }
        image(f, "b", "'size': 1048576, 'version': 'v2'");
        f.say("blockdev-del", "'node-name': 'qb'")
                .say("blockdev-add", "'driver': 'qcow2', 'node-name': 'q', 'file': 'b', 'lazy-refcounts': true")
                .say("blockdev-add", "'driver': 'qcow2', 'node-name': 'q', 'file': {'driver': 'null-co'}")
                .say("blockdev-add", "'driver': 'qcow2', 'node-name': 'q'")
                .bothSayTheSame();
    }

    @Test
    void backingFilesAreNamedOrGiven() throws Exception {
        ScenarioFixture f = empty().image("raw1", MIB, Image.Content.DATA);
        image(f, "base", "'size': 1048576, 'backing-file': 'raw1', 'backing-fmt': 'raw'");
        f.say("blockdev-del", "'node-name': 'qbase'").say("blockdev-del", "'node-name': 'base'");
        image(f, "top", "'size': 1048576, 'backing-file': 'base', 'backing-fmt': 'qcow2'");
        look(f).say("blockdev-del", "'node-name': 'qtop'")
                .say("blockdev-add", "'driver': 'qcow2', 'node-name': 't', 'file': 'top', 'backing': null");
        look(f).say("blockdev-del", "'node-name': 't'")
                .say("blockdev-add", "'driver': 'null-co', 'node-name': 'n', 'size': 1048576")
                .say("blockdev-add", "'driver': 'qcow2', 'node-name': 't', 'file': 'top', 'backing': 'n'");
        look(f);
        image(f, "lost", "'size': 1048576, 'backing-file': 'nix', 'backing-fmt': 'qcow2'");
        image(f, "odd", "'size': 1048576, 'backing-file': 'raw1', 'backing-fmt': 'qcow2'");
        f.say("blockdev-add", "'driver': 'raw', 'node-name': 'over', 'file': 't'");
        look(f).bothSayTheSame();
    }

    @Test
    void jobsCopyFromAndToImages() throws Exception {
        ScenarioFixture f = empty().image("raw1", 3 * MIB, Image.Content.MIXED)
                .say("blockdev-add", "'driver': 'file', 'node-name': 'src', 'filename': '$DIR/raw1'");
        image(f, "a", "'size': 3145728");
        image(f, "b", "'size': 3145728, 'cluster-size': 4096, 'extended-l2': false");
        f.say("block-dirty-bitmap-add", "'node': 'qa', 'name': 'm', 'granularity': 65536")
                .say("block-dirty-bitmap-add", "'node': 'qb', 'name': 'm', 'granularity': 4096")
                .say("blockdev-backup", "'job-id': 'j1', 'device': 'src', 'target': 'qa', 'sync': 'full'")
                .say("blockdev-backup", "'job-id': 'j2', 'device': 'qa', 'target': 'qb', 'sync': 'top'")
                .say(
                        "blockdev-backup",
                        "'job-id': 'j3', 'device': 'qa', 'target': 'qb', 'sync': 'incremental', 'bitmap': 'm'")
                .say(
                        "blockdev-backup",
                        "'job-id': 'j4', 'device': 'qa', 'target': 'qb', 'sync': 'full', 'compress': true")
                .say(
                        "blockdev-backup",
                        "'job-id': 'j5', 'device': 'qa', 'target': 'src', 'sync': 'full', 'compress': true")
                .say("block_resize", "'node-name': 'qa', 'size': 4194304")
                .say("block_resize", "'node-name': 'qa', 'size': 1048576")
                .say("block_resize", "'node-name': 'qb', 'size': 1000");
        f.say("x-debug-query-block-graph", "").bothSayTheSame();
    }

    private static ScenarioFixture reopen(ScenarioFixture f, String... nodes) {
        return f.say("blockdev-reopen", "'options': [{" + String.join("}, {", nodes) + "}]")
                .say("query-named-block-nodes", "'flat': true");
    }

    @Test
    void nodesGoOnWithOtherOptions() throws Exception {
        ScenarioFixture f = empty().image("raw1", MIB, Image.Content.DATA)
                .say("blockdev-add", "'driver': 'file', 'node-name': 'src', 'filename': '$DIR/raw1'");
        image(f, "a", "'size': 1048576, 'lazy-refcounts': true");
        f.say("block-dirty-bitmap-add", "'node': 'qa', 'name': 'b', 'persistent': true");
        String file = "'driver': 'file', 'node-name': 'a', 'filename': '$DIR/a'";
        String node = "'driver': 'qcow2', 'node-name': 'qa', 'file': 'a'";
        String copy = "'job-id': 'j', 'device': 'src', 'target': 'qa', 'sync': 'full'";
        f.say("blockdev-backup", copy);
        reopen(f, node + ", 'read-only': true");
        f.say("blockdev-backup", copy)
                .say("block-dirty-bitmap-clear", "'node': 'qa', 'name': 'b'")
                .say("x-debug-block-dirty-bitmap-sha256", "'node': 'qa', 'name': 'b'");
        reopen(f, file + ", 'read-only': true");
        reopen(f, node);
        reopen(f, node + ", 'read-only': false", file);
        f.say("block-dirty-bitmap-clear", "'node': 'qa', 'name': 'b'").say("blockdev-backup", copy);
        reopen(f, file + ", 'read-only': true", node + ", 'read-only': true");
        reopen(f, file, node);
        for (String options : new String[] {
            "'lazy-refcounts': false, 'overlap-check': 'all', 'pass-discard-request': true",
            "'lazy-refcounts': true, 'discard': 'unmap', 'detect-zeroes': 'on', 'cache': {'no-flush': true}",
            "'cache-size': 1048576, 'cache-clean-interval': 1",
            "'cache-size': 1048576, 'l2-cache-size': 2097152",
            "'l2-cache-entry-size': 5000",
            "'data-file': 'src'",
            "'encrypt': {'format': 'aes'}",
            "'backing': null",
            "'backing': 'qa'",
            "'backing': 'src'",
            "'backing': 'src', 'read-only': true"
        }) {
            reopen(f, node + ", " + options);
            f.say("blockdev-backup", "'job-id': 'j', 'device': 'qa', 'target': 'src', 'sync': 'top'");
        }
        reopen(f, node);
        reopen(f, "'driver': 'raw', 'node-name': 'qa', 'file': 'a'");
        reopen(f, file + ", 'read-only': true", node + ", 'read-only': true, 'backing': 'nix'");
        f.say("x-debug-block-dirty-bitmap-sha256", "'node': 'qa', 'name': 'b'")
                .say("blockdev-del", "'node-name': 'qa'")
                .say("blockdev-add", node);
        look(f).bothSayTheSame();
    }

    @Test
    void filesMadeWithinAnImageGoAlongWithIt() throws Exception {
        ScenarioFixture f = empty().image("raw1", MIB, Image.Content.DATA)
                .say("blockdev-add", "'driver': 'file', 'node-name': 'src', 'filename': '$DIR/raw1'");
        image(f, "a", "'size': 1048576");
        f.say("blockdev-del", "'node-name': 'qa'").say("blockdev-del", "'node-name': 'a'");
        String inline = "'file': {'driver': 'file', 'node-name': 'f', 'filename': '$DIR/a'}";
        String image = "'driver': 'qcow2', 'node-name': 'q', ";
        String copy = "'job-id': 'j', 'device': 'src', 'target': 'q', 'sync': 'full'";
        f.say("blockdev-add", image + "'read-only': true, " + inline);
        for (String file : new String[] {inline, "'file': 'f'", inline}) {
            reopen(f, image + "'read-only': false, " + file);
            f.say("blockdev-backup", copy);
            look(f);
            reopen(f, image + "'read-only': true, " + file);
            f.say("blockdev-backup", copy);
            look(f);
        }
        f.bothSayTheSame();
    }

    @Test
    void tablesCanBeTooLong() throws Exception {
        ScenarioFixture f = empty();
        image(f, "a", "'size': 1048576, 'cluster-size': 512");
        for (long size : new long[] {1L << 36, 1L << 40, 1L << 47, 1L << 60, Long.MAX_VALUE - 511}) {
            f.say("block_resize", "'node-name': 'qa', 'size': " + size);
        }
        image(f, "b", "'size': 1152921504606846976, 'cluster-size': 512");
        f.say("x-debug-query-block-graph", "").bothSayTheSame();
    }

    @Test
    void snapshotsPutImagesOnTop() throws Exception {
        ScenarioFixture f = empty().image("raw1", MIB, Image.Content.DATA)
                .say("blockdev-add", "'driver': 'file', 'node-name': 'src', 'filename': '$DIR/raw1'");
        image(f, "a", "'size': 1048576");
        image(f, "b", "'size': 1048576, 'backing-file': 'a', 'backing-fmt': 'qcow2'");
        f.say("blockdev-snapshot", "'node': 'qa', 'overlay': 'qb'")
                .say("blockdev-del", "'node-name': 'qb'")
                .say(
                        "blockdev-add",
                        "'driver': 'qcow2', 'node-name': 'top', 'file': 'b', 'backing': null, 'discard': 'unmap'")
                .say("blockdev-backup", "'job-id': 'j', 'device': 'src', 'target': 'qa', 'sync': 'full'")
                .say("blockdev-snapshot", "'node': 'qa', 'overlay': 'top'");
        look(f).say("blockdev-snapshot", "'node': 'qa', 'overlay': 'top'")
                .say("blockdev-snapshot", "'node': 'top', 'overlay': 'src'")
                .say("blockdev-backup", "'job-id': 'j', 'device': 'top', 'target': 'src', 'sync': 'full'")
                .say("blockdev-backup", "'job-id': 'j', 'device': 'top', 'target': 'src', 'sync': 'top'")
                .say("blockdev-del", "'node-name': 'qa'");
        look(f).bothSayTheSame();
    }

    @Test
    void aTransactionTakesSnapshotsBack() throws Exception {
        ScenarioFixture f = empty();
        image(f, "a", "'size': 1048576");
        image(f, "b", "'size': 1048576");
        image(f, "c", "'size': 1048576");
        f.say("block-dirty-bitmap-add", "'node': 'qa', 'name': 'm', 'persistent': true");
        String snapshot = "{'type': 'blockdev-snapshot', 'data': {'node': 'qa', 'overlay': 'qb'}}";
        f.say("transaction", "'actions': [" + snapshot + ", {'type': 'abort', 'data': {}}]");
        look(f).say("transaction", "'actions': [" + snapshot + ", " + snapshot + "]");
        look(f).say(
                        "transaction",
                        "'actions': [" + snapshot + ", {'type': 'blockdev-snapshot', 'data': {'node': 'qb', 'overlay':"
                                + " 'qc'}}]");
        look(f).bothSayTheSame();
    }
}
