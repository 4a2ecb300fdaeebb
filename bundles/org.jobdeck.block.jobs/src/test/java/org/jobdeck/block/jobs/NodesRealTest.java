package org.jobdeck.block.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.ExternalSnapshot;
import org.jobdeck.block.NodeInfo;
import org.jobdeck.block.NodeInfos;
import org.jobdeck.block.NodeSpecs;
import org.jobdeck.block.jobs.backup.RealQemu;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonParseException;
import org.jobdeck.json.JsonWriter;
import org.jobdeck.json.MemberOrder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nodes made as over the monitor protocol, and what is told of them, beside the real daemon in the same run. */
class NodesRealTest {

    private static final JsonWriter WRITER = JsonWriter.compact().withOrder(MemberOrder.QDICT);

    private static RealQemu qemu;

    @TempDir
    private static Path folder;

    private final Bench bench = new Bench();
    private final List<BlockNode> opened = new ArrayList<>();

    @BeforeAll
    static void startDaemon() throws IOException {
        Files.write(folder.resolve("disk"), new byte[1048576]);
        Files.write(folder.resolve("odd"), new byte[1000]);
        Files.createDirectory(folder.resolve("folder"));
        qemu = new RealQemu(folder);
    }

    @AfterAll
    static void stopDaemon() throws IOException {
        qemu.close();
    }

    @AfterEach
    void tearDown() {
        bench.close();
    }

    /** {@code F} stands for a disk that is a file. */
    private static String full(String options) {
        return options.replace("F", "'driver':'file','filename':'D/disk'").replace("D/", folder + "/");
    }

    private static JsonObject json(String members) throws JsonParseException {
        return JsonDocument.parseObject("{" + members + "}");
    }

    static Stream<String> nodes() {
        return Stream.of(
                "F",
                "F,'read-only':true",
                "'driver':'file','filename':'D/odd'",
                "F,'cache':{'direct':true},'detect-zeroes':'on','discard':'unmap','aio':'native'",
                "F,'cache':{'no-flush':true},'auto-read-only':true,'locking':'on','aio-max-batch':5,'drop-cache':false",
                "F,'detect-zeroes':'unmap','discard':'unmap'",
                "F,'force-share':true,'read-only':true",
                "'driver':'raw','file':{F}",
                "'driver':'raw','file':{F},'offset':0",
                "'driver':'raw','file':{F},'size':65536",
                "'driver':'raw','file':{F},'size':65536,'offset':512",
                "'driver':'raw','file':{F},'offset':1000",
                "'driver':'raw','file':{F},'size':0",
                "'driver':'raw','read-only':true,'file':{F}",
                "'driver':'raw','cache':{'direct':true,'no-flush':true},'file':{F}",
                "'driver':'raw','detect-zeroes':'on','force-share':true,'read-only':true,'file':{F}",
                "'driver':'raw','file':{F,'detect-zeroes':'unmap'}",
                "'driver':'raw','file':{'driver':'raw','file':{F}}",
                "'driver':'raw','size':65536,'file':{'driver':'raw','file':{F}}",
                "'driver':'null-co'",
                "'driver':'null-co','size':1048577",
                "'driver':'null-co','size':1048576,'read-zeroes':true",
                "'driver':'null-co','size':0,'latency-ns':5,'read-zeroes':false",
                "'driver':'raw','file':{'driver':'null-co'}",
                "'driver':'raw','file':{'driver':'null-co','size':65536}",
                "'driver':'raw','size':512,'file':{'driver':'null-co','size':65536}",
                "'driver':'blkdebug','image':{F}",
                "'driver':'blkdebug','image':{F},'align':512",
                "'driver':'blkdebug','image':{F},'max-transfer':4096,'opt-write-zero':512,'max-discard':65536",
                "'driver':'blkdebug','image':{F},'inject-error':[{'event':'none','iotype':'write','once':true}]",
                "'driver':'blkdebug','image':{F},'set-state':[{'event':'none','new_state':2}]",
                "'driver':'blkdebug','image':{F},'inject-error':[{'event':'none','errno':28},{'event':'pwritev',"
                        + "'sector':7,'immediately':true}]",
                "'driver':'blkdebug','image':{F},'take-child-perms':['write'],'unshare-child-perms':['resize']",
                "'driver':'blkdebug','image':{'driver':'null-co'}",
                "'driver':'raw','file':{'driver':'blkdebug','image':{F}}",
                "'driver':'raw','file':{'driver':'blkdebug','image':{'driver':'null-co','size':512}}",
                "'driver':'raw','offset':0,'file':{'driver':'blkdebug','image':{F}}",
                "'driver':'raw','file':{'driver':'blkdebug','image':{F},"
                        + "'inject-error':[{'event':'none','iotype':'write'}]}",
                "'driver':'blkdebug','image':{'driver':'raw','file':{F}}",
                "'driver':'blkdebug','image':{'driver':'raw','size':512,'file':{F}}",
                "'driver':'blkdebug','image':{'driver':'blkdebug','image':{F}}",
                // and what cannot be
                "'driver':'file','filename':'D/none'",
                "'driver':'file','filename':'D/folder'",
                "'driver':'file','filename':'D/folder','read-only':true",
                "'driver':'file','filename':'D/disk/x'",
                "'driver':'file','filename':''",
                "'driver':'file','filename':'/dev/null'",
                "F,'pr-manager':'pm0'",
                "F,'aio':'native'",
                "F,'force-share':true",
                "F,'detect-zeroes':'unmap'",
                "'driver':'file','filename':'D/none','detect-zeroes':'unmap'",
                "'driver':'raw'",
                "'driver':'blkdebug'",
                "'driver':'raw','file':'nosuch'",
                "'driver':'raw','file':''",
                "'driver':'raw','file':'n'",
                "'driver':'blkdebug','image':'nosuch'",
                "'driver':'raw','detect-zeroes':'unmap','file':{'driver':'file','filename':'D/none'}",
                "'driver':'raw','file':{F},'detect-zeroes':'unmap'",
                "'driver':'raw','offset':-1,'file':{'driver':'file','filename':'D/none'}",
                "'driver':'raw','offset':-1,'file':{F}",
                "'driver':'raw','size':-1,'file':{F}",
                "'driver':'raw','size':1000,'file':{F}",
                "'driver':'raw','size':2097152,'file':{F}",
                "'driver':'raw','offset':2097152,'file':{F}",
                "'driver':'raw','offset':512,'size':1048576,'file':{F}",
                "'driver':'raw','force-share':true,'read-only':true,'file':{F,'read-only':false}",
                "'driver':'null-co','size':9223372036854775807",
                "'driver':'raw','file':{'driver':'null-co','node-name':'n'}",
                "'driver':'blkdebug','image':{'driver':'null-co','node-name':'n'}",
                "'driver':'blkdebug','image':{F},'align':3",
                "'driver':'blkdebug','image':{F},'align':2147483648",
                "'driver':'blkdebug','image':{F},'align':-512",
                "'driver':'blkdebug','image':{F},'align':4096,'max-transfer':512",
                "'driver':'blkdebug','image':{F},'opt-write-zero':8192,'max-write-zero':4096",
                "'driver':'blkdebug','image':{F},'opt-discard':8192,'max-discard':4096",
                "'driver':'blkdebug','image':{F},'max-discard':1099511627776");
    }

    @ParameterizedTest
    @MethodSource("nodes")
    void areLikeThoseOfTheRealDaemon(String options) throws Exception {
        String description = full("'node-name':'n'," + options);
        String theirs = qemu.errorOf("blockdev-add", description);
        String ours = "";
        try {
            opened.add(bench.graph.open(NodeSpecs.of(json(description))));
        } catch (BlockException e) {
            ours = e.getMessage();
        }
        assertEquals(theirs, ours);
        if (!theirs.isEmpty()) {
            assertEquals(List.of(), bench.graph.nodes());
            return;
        }
        try {
            assertSameTold(true);
            assertSameTold(false);
        } finally {
            qemu.execute("blockdev-del", "'node-name':'n'");
        }
        opened.getFirst().unref();
        assertEquals(List.of(), bench.graph.nodes());
    }

    private void assertSameTold(boolean flat) throws IOException {
        JsonArray.Builder ours = JsonArray.builder();
        for (NodeInfo info : NodeInfos.all(bench.graph, flat)) {
            ours.add(info.toJson());
        }
        String theirs = qemu.ask("query-named-block-nodes", "'flat':" + flat);
        assertEquals(neutral(theirs), neutral("{\"return\": " + WRITER.write(ours.build()) + "}"));
    }

    private static String neutral(String answer) {
        return answer.replaceAll("#block\\d+", "#block");
    }

    @Test
    void namesThatCannotBe() throws Exception {
        for (String name : List.of("", "1st", "#block1", "a b", "x".repeat(32), "x".repeat(31))) {
            for (String options : List.of("'driver':'null-co'", "'driver':'raw','file':{'driver':'null-co'}")) {
                String description = "'node-name':'" + name + "'," + options;
                String theirs = qemu.errorOf("blockdev-add", description);
                String ours = "";
                try {
                    bench.graph.open(NodeSpecs.of(json(description))).unref();
                } catch (BlockException e) {
                    ours = e.getMessage();
                }
                assertEquals(theirs, ours);
                if (theirs.isEmpty()) {
                    qemu.execute("blockdev-del", "'node-name':'" + name + "'");
                }
            }
        }
    }

    @Test
    void snapshotsEndWhereTheyDoInTheRealDaemon() throws Exception {
        List<String> nodes = List.of(
                "'driver':'null-co','node-name':'a'",
                "'driver':'raw','node-name':'b','file':'a'",
                "'driver':'blkdebug','node-name':'c','image':'a'",
                "'driver':'null-co','node-name':'d','read-only':true");
        for (String node : nodes) {
            qemu.execute("blockdev-add", node);
            bench.graph.open(NodeSpecs.of(json(node)));
        }
        for (String node : List.of("a", "b", "c", "d", "nosuch", "")) {
            for (String overlay : List.of("a", "b", "c", "d", "nosuch", "")) {
                String theirs = qemu.errorOf("blockdev-snapshot", "'node':'" + node + "','overlay':'" + overlay + "'");
                assertNotEquals("", theirs);
                String ours = "";
                try {
                    ExternalSnapshot.make(bench.graph, node, overlay);
                } catch (BlockException e) {
                    ours = e.getMessage();
                }
                assertEquals(theirs, ours, node + " below " + overlay);
            }
        }
        for (String node : List.of("d", "c", "b", "a")) {
            qemu.execute("blockdev-del", "'node-name':'" + node + "'");
        }
    }
}
