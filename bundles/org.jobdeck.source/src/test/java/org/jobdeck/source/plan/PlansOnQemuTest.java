package org.jobdeck.source.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jobdeck.json.JsonObject;
import org.jobdeck.source.graph.NodeGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans carried out by QEMU's own storage daemon. Needs {@code qemu-storage-daemon} (package qemu-system-common). */
class PlansOnQemuTest {
    private static final JobEnd ALONE = new JobEnd(true, false);

    @TempDir
    Path directory;

    private QemuBench qemu;

    @BeforeEach
    void start() throws Exception {
        qemu = new QemuBench(directory);
    }

    @AfterEach
    void stop() throws Exception {
        qemu.close();
    }

    private void succeeds(StartPlan plan) throws Exception {
        PlanOutcome outcome = qemu.run(plan);
        assertTrue(outcome.isDone(), () -> outcome.failure() + "\n" + plan.text());
    }

    private void concludes(String job) throws Exception {
        qemu.untilJob(job, "concluded");
        assertFalse(qemu.job(job).has("error"), qemu.job(job).toJson());
    }

    private NewTarget fresh(String node, String format) {
        return NewTarget.of(node, qemu.file(node), format, QemuBench.SIZE);
    }

    @Test
    void aMirrorToANewImageBecomesReadyAndIsCompleted() throws Exception {
        Plans.Member job = new Plans.Member(
                "m0", Map.of("device", "disk", "sync", "full", "speed", 0L), Optional.of(fresh("copy", "qcow2")));
        succeeds(qemu.plans().job(JobKind.MIRROR, job, JobEnd.ASKS));
        qemu.untilJob("m0", "ready");
        qemu.ask("job-complete", "{'id': 'm0'}");
        qemu.untilJob("m0", "pending");
        qemu.ask("job-finalize", "{'id': 'm0'}");
        concludes("m0");
        assertTrue(qemu.job("m0-file").isEmpty(), "the helpers are dismissed");
        assertTrue(qemu.job("m0-format").isEmpty(), "the helpers are dismissed");
        assertTrue(Files.size(directory.resolve("copy")) > 0);
    }

    @Test
    void aMirrorOfTheTopOnlyLiesOnTheSameBase() throws Exception {
        NewTarget target = new NewTarget(
                "copy",
                qemu.file("copy"),
                "qcow2",
                QemuBench.SIZE,
                Optional.of(new NewTarget.Backing("base", qemu.file("base"), "qcow2")));
        Plans.Member job = new Plans.Member("m1", Map.of("device", "disk", "sync", "top"), Optional.of(target));
        succeeds(qemu.plans().job(JobKind.MIRROR, job, ALONE));
        qemu.untilJob("m1", "ready");
        qemu.ask("job-complete", "{'id': 'm1'}");
        concludes("m1");
    }

    @Test
    void aBackupToANewRawImage() throws Exception {
        Plans.Member job = new Plans.Member(
                "b0", Map.of("device", "disk", "sync", "full"), Optional.of(fresh("copy", NewTarget.RAW)));
        succeeds(qemu.plans().job(JobKind.BACKUP, job, ALONE));
        concludes("b0");
        assertEquals(QemuBench.SIZE, Files.size(directory.resolve("copy")));
    }

    @Test
    void aCommitBecomesReady() throws Exception {
        succeeds(qemu.plans().job(JobKind.COMMIT, QemuBench.member("c0", Map.of("device", "disk")), ALONE));
        qemu.untilJob("c0", "ready");
        qemu.ask("job-complete", "{'id': 'c0'}");
        concludes("c0");
    }

    @Test
    void aStreamEndsByItself() throws Exception {
        succeeds(qemu.plans().job(JobKind.STREAM, QemuBench.member("s0", Map.of("device", "disk")), ALONE));
        concludes("s0");
    }

    /** QEMU 7.2 crashes when it is asked for its nodes while a concluded stream job is kept. */
    @Test
    void aKeptStreamDoesNotMakeUsBringTheServerDown() throws Exception {
        succeeds(qemu.plans().job(JobKind.STREAM, QemuBench.member("s1", Map.of("device", "disk")), ALONE));
        concludes("s1");
        NodeGraph edges = qemu.source().graph().toCompletableFuture().join();
        assertTrue(edges.edges().stream().anyMatch(edge -> edge.parent().equals("disk")), edges::toString);
        qemu.ask("job-dismiss", "{'id': 's1'}");
        assertTrue(
                qemu.source().graph().toCompletableFuture().join().node("disk").isPresent());
    }

    @Test
    void imagesAreCreated() throws Exception {
        succeeds(qemu.plans().create("raw0", fresh("new.raw", NewTarget.RAW), Map.of()));
        concludes("raw0");
        succeeds(qemu.plans().create("qcow0", fresh("new.qcow2", "qcow2"), Map.of("cluster-size", 65536L)));
        concludes("qcow0");
        assertEquals(QemuBench.SIZE, Files.size(directory.resolve("new.raw")));
    }

    @Test
    void backupsOfOneMomentTakeEffectTogether() throws Exception {
        List<Plans.Member> jobs = List.of(
                new Plans.Member("t0", Map.of("device", "disk", "sync", "full"), Optional.of(fresh("c0", "qcow2"))),
                new Plans.Member("t1", Map.of("device", "other", "sync", "full"), Optional.of(fresh("c1", "raw"))));
        succeeds(qemu.plans().transaction(JobKind.BACKUP, jobs, JobEnd.ASKS, true));
        qemu.untilJob("t0", "pending");
        qemu.untilJob("t1", "pending");
        qemu.ask("job-finalize", "{'id': 't1'}");
        concludes("t0");
        concludes("t1");
    }

    /** What was added for the job is removed again, and what cannot be undone is told. */
    @Test
    void aRefusalEndsThePlanAndRemovesTheNodes() throws Exception {
        List<String> before = qemu.nodes();
        NewTarget tooSmall = NewTarget.of("copy", qemu.file("copy"), "qcow2", QemuBench.SIZE / 2);
        StartPlan plan = qemu.plans()
                .job(
                        JobKind.BACKUP,
                        new Plans.Member("b1", Map.of("device", "disk", "sync", "full"), Optional.of(tooSmall)),
                        ALONE);
        PlanOutcome outcome = qemu.run(plan);
        assertEquals(
                Optional.of(new PlanOutcome.Failure(
                        plan.steps().size() - 1, "Source and target image have different sizes")),
                outcome.failure());
        assertEquals(List.of("copy", "copy-file"), outcome.removed());
        assertEquals(List.of(qemu.file("copy")), outcome.files());
        assertEquals(before, qemu.nodes());
    }

    /** A helper that fails is told with its own error, and does not stay in the list of jobs. */
    @Test
    void aFileThatCannotBeMadeEndsThePlan() throws Exception {
        NewTarget nowhere = NewTarget.of("copy", qemu.file("no/such/folder"), "raw", QemuBench.SIZE);
        PlanOutcome outcome = qemu.run(qemu.plans()
                .job(
                        JobKind.BACKUP,
                        new Plans.Member("b2", Map.of("device", "disk", "sync", "full"), Optional.of(nowhere)),
                        ALONE));
        assertEquals(1, outcome.failure().orElseThrow().step());
        assertTrue(outcome.failure().orElseThrow().text().contains("No such file or directory"), outcome.toString());
        assertEquals(JsonObject.empty(), qemu.job("b2-file"));
        assertEquals(List.of(), outcome.files());
    }
}
