package org.jobdeck.block.jobs.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.NodeSpecs;
import org.jobdeck.block.jobs.Bench;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobProgress;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonParseException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Backups asked for as over the monitor protocol, beside the real daemon in the same run. */
class BackupRequestTest {

    private static final List<String> NODES = List.of(
            "'driver':'null-co','node-name':'a','size':1048576",
            "'driver':'null-co','node-name':'b','size':1048576",
            "'driver':'null-co','node-name':'small','size':65536",
            "'driver':'null-co','node-name':'fixed','size':1048576,'read-only':true",
            "'driver':'null-co','node-name':'c','size':65536",
            "'driver':'null-co','node-name':'d','size':1048576",
            "'driver':'null-co','node-name':'odd','size':131073",
            "'driver':'null-co','node-name':'odd2','size':131073",
            "'driver':'raw','node-name':'above','file':'a'");

    private static RealQemu qemu;

    @TempDir
    private static Path folder;

    private final Bench bench = new Bench();
    private BackupJobs backups;

    @BeforeAll
    static void startDaemon() throws IOException {
        qemu = new RealQemu(folder);
        for (String node : NODES) {
            qemu.execute("blockdev-add", node);
        }
    }

    @AfterAll
    static void stopDaemon() throws IOException {
        qemu.close();
    }

    @BeforeEach
    void setUp() throws Exception {
        backups = new BackupJobs(bench.system, bench.jobs, bench.graph);
        for (String node : NODES) {
            bench.graph.open(NodeSpecs.of(json(node)));
        }
    }

    @AfterEach
    void tearDown() {
        bench.close();
    }

    private static JsonObject json(String members) throws JsonParseException {
        return JsonDocument.parseObject("{" + members + "}");
    }

    static Stream<String> refused() {
        return Stream.of(
                "'device':'nosuch','target':'nobody','sync':'full'",
                "'device':'a','target':'nosuch','sync':'incremental'",
                "'device':'a','target':'a','sync':'incremental'",
                "'device':'a','target':'a','sync':'bitmap','bitmap-mode':'always'",
                "'device':'a','target':'b','sync':'incremental','bitmap':'x','bitmap-mode':'never'",
                "'device':'a','target':'b','sync':'bitmap','bitmap':'x'",
                "'device':'a','target':'b','sync':'none','bitmap':'x','bitmap-mode':'always'",
                "'device':'a','target':'a','sync':'full','bitmap-mode':'always'",
                "'device':'a','target':'a','sync':'full','compress':true",
                "'device':'a','target':'small','sync':'full','compress':true",
                "'device':'a','target':'small','sync':'full','x-perf':{'max-workers':0,'max-chunk':-1}",
                "'device':'a','target':'small','sync':'full','x-perf':{'max-workers':2147483648}",
                "'device':'a','target':'small','sync':'full','x-perf':{'max-chunk':-1}",
                "'device':'a','target':'small','sync':'full','x-perf':{'max-chunk':1}",
                "'device':'a','target':'b','sync':'full','x-perf':{'max-chunk':1},'filter-node-name':'1bad'",
                "'device':'a','target':'b','sync':'full','x-perf':{'max-chunk':65535}",
                "'device':'a','target':'b','sync':'full','filter-node-name':''",
                "'device':'a','target':'b','sync':'full','filter-node-name':'b'",
                "'device':'a','target':'b','sync':'full','filter-node-name':'a123456789b123456789c123456789d1'",
                "'device':'a','target':'fixed','sync':'full'",
                "'device':'a','target':'b','sync':'full','job-id':'1bad','speed':-1",
                "'device':'a','target':'b','sync':'full','job-id':'','speed':-1",
                "'device':'a','target':'b','sync':'full','speed':-1",
                "'device':'a','target':'b','sync':'none'",
                "'device':'a','target':'b','sync':'full','job-id':'j','speed':-1",
                "'device':'above','target':'a','sync':'full','job-id':'j'",
                "'device':'a','target':'above','sync':'full','job-id':'j'");
    }

    @ParameterizedTest
    @MethodSource("refused")
    void isRefusedInTheWordsOfTheRealDaemon(String arguments) throws Exception {
        qemu.story().clear();
        String error = qemu.errorOf("blockdev-backup", arguments);
        String found = "";
        try {
            backups.create(BackupRequest.of(json(arguments), null));
        } catch (JobException e) {
            found = e.getMessage();
        }
        assertEquals(neutral(error), neutral(found));
        assertEquals(qemu.story(), bench.story());
        assertEquals(NODES.size(), bench.graph.nodes().size());
        for (BlockNode node : bench.graph.nodes()) {
            assertEquals(true, node.hasNoOpBlockers(), node::toString);
        }
    }

    /** Without the numbers of made-up names. */
    private static String neutral(String text) {
        return text.replaceAll("#block\\d+", "#block");
    }

    /** What the daemon does in a transaction: all jobs are made while the sources are drained, then started. */
    private List<String> startedTogether(String... arguments) throws JsonParseException, JobException, BlockException {
        List<BlockNode> drained = new ArrayList<>();
        List<Job> jobs = new ArrayList<>();
        bench.graph.drainAllBegin();
        bench.graph.drainAllEnd();
        for (String one : arguments) {
            BackupRequest request = BackupRequest.of(json(one), null);
            BlockNode source = bench.graph.lookUp(request.device());
            bench.graph.drainedBegin(source);
            drained.add(source);
            jobs.add(backups.create(request));
        }
        jobs.forEach(bench.jobs::start);
        drained.forEach(bench.graph::drainedEnd);
        return bench.storyWithIds();
    }

    private static String none(String source, String target, String id) {
        return "'device':'%s','target':'%s','sync':'none','job-id':'%s'".formatted(source, target, id);
    }

    @Test
    void oneStartsPausedAndTheNextDrainsItAgain() throws Exception {
        assertEquals(List.of("created j", "running j", "paused j", "running j"), startedTogether(none("a", "b", "j")));
        bench.events.clear();
        assertEquals(
                List.of("paused j", "running j", "created k", "running k", "paused k", "running k"),
                startedTogether(none("c", "small", "k")));
    }

    @Test
    void twoOfOneTransactionStartTogether() throws Exception {
        assertEquals(
                List.of(
                        "created j",
                        "created k",
                        "running j",
                        "paused j",
                        "running k",
                        "paused k",
                        "running j",
                        "running k"),
                startedTogether(none("a", "b", "j"), none("c", "small", "k")));
    }

    /** Two backups of one source: the filter of the second goes in below that of the first. */
    @Test
    void theSecondOfOneSourceGoesOnFirst() throws Exception {
        startedTogether(none("a", "b", "j"));
        bench.events.clear();
        assertEquals(
                List.of(
                        "paused j",
                        "running j",
                        "paused j",
                        "created k",
                        "running k",
                        "paused k",
                        "running k",
                        "running j"),
                startedTogether(none("a", "d", "k")));
        bench.events.clear();
        cancel("k");
        assertEquals(List.of("aborting k", "paused j", "running j", "concluded k", "null k"), bench.storyWithIds());
        cancel("j");
        assertEquals(NODES.size(), bench.graph.nodes().size());
    }

    private void cancel(String id) throws JobException {
        bench.locked(held ->
                bench.monitor.userCancel(held, bench.monitor.find(held, id).orElseThrow(), true));
        bench.spinUntil(() -> bench.storyWithIds().contains("null " + id));
    }

    @Test
    void progressIsInWholeClusters() throws Exception {
        BackupRequest request = BackupRequest.full("j", "odd", "odd2");
        Job job = backups.create(request);
        bench.jobs.start(job);
        bench.spinUntil(() -> bench.storyWithIds().contains("null j"));
        assertEquals(new JobProgress.Value(3 * 65536, 3 * 65536), job.progress().get());
    }
}
