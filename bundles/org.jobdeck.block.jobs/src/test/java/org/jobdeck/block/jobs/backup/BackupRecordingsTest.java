package org.jobdeck.block.jobs.backup;

import static org.jobdeck.block.jobs.backup.BackupBench.MIB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jobdeck.block.NodeSpecs;
import org.jobdeck.block.jobs.Bench;
import org.jobdeck.job.common.IoStatus;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobProgress;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonParseException;
import org.jobdeck.loop.ManualClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Progress, limit and errors in numbers that the real daemon was recorded with. */
class BackupRecordingsTest {

    private static final int LENGTH = 4 * MIB;
    private static final String MANUAL = "'auto-finalize':false,'auto-dismiss':false";

    @TempDir
    private Path folder;

    private final ManualClock clock = new ManualClock();
    private final Bench bench = new Bench(clock);

    @BeforeEach
    void setUp() throws Exception {
        BackupBench.random(folder.resolve("src"), LENGTH, 4);
        BackupBench.empty(folder.resolve("dst"), LENGTH);
    }

    @AfterEach
    void tearDown() {
        bench.close();
    }

    private static JsonObject json(String members) throws JsonParseException {
        return JsonDocument.parseObject("{" + members + "}");
    }

    private void open(String name, String rule) throws Exception {
        String file = "'driver':'file','filename':'" + folder.resolve(name) + "'";
        String below =
                rule.isEmpty() ? file : "'driver':'blkdebug','image':{" + file + "},'inject-error':[" + rule + "]";
        bench.graph.open(NodeSpecs.of(json("'driver':'raw','node-name':'" + name + "','file':{" + below + "}")));
    }

    private Job start(String more) throws JsonParseException, JobException {
        JsonObject arguments = json("'job-id':'j','device':'src','target':'dst','sync':'full'," + more);
        Job job = new BackupJobs(bench.system, bench.jobs, bench.graph).create(BackupRequest.of(arguments, null));
        bench.jobs.start(job);
        return job;
    }

    /** A disk that forgets has nothing; one whose zeroes can be relied on has those. */
    @ParameterizedTest
    @CsvSource({"false, 0", "true, 4194304"})
    void syncTopLeavesOutWhatTheSourceHasNot(boolean zeroes, long copied) throws Exception {
        bench.graph.open(
                NodeSpecs.of(json("'driver':'null-co','node-name':'src','size':4194304,'read-zeroes':" + zeroes)));
        open("dst", "");
        JsonObject arguments = json("'job-id':'j','device':'src','target':'dst','sync':'top'," + MANUAL);
        Job job = new BackupJobs(bench.system, bench.jobs, bench.graph).create(BackupRequest.of(arguments, null));
        bench.jobs.start(job);
        bench.pollUntil(job, JobStatus.PENDING);
        assertEquals(new JobProgress.Value(copied, copied), bench.snapshot(job).progress());
    }

    @Test
    void aReadErrorLeavesTheOtherPiecesAlone() throws Exception {
        open("src", "{'event':'none','iotype':'read','errno':5,'sector':2048}");
        open("dst", "");
        Job job = start(MANUAL);
        bench.pollUntil(job, JobStatus.CONCLUDED);
        assertEquals(new JobProgress.Value(3 * MIB, LENGTH), job.progress().get());
        assertEquals("Input/output error", bench.snapshot(job).error());
        bench.locked(held -> bench.monitor.dismiss(held, job));
    }

    @Test
    void lackOfSpaceStopsTheJobAfterTheOtherPieces() throws Exception {
        open("src", "");
        open("dst", "{'event':'none','iotype':'write','errno':28,'once':true}");
        Job job = start("'on-target-error':'stop'," + MANUAL);
        bench.pollUntil(job, JobStatus.PAUSED);
        JobSnapshot stopped = bench.snapshot(job);
        assertEquals(new JobProgress.Value(3 * MIB, LENGTH), stopped.progress());
        assertEquals(IoStatus.NOSPACE, stopped.ioStatus());
        assertFalse(stopped.busy());
        bench.locked(held -> bench.monitor.userResume(held, job));
        bench.pollUntil(job, JobStatus.PENDING);
        assertEquals(IoStatus.OK, bench.snapshot(job).ioStatus());
        bench.locked(held -> bench.monitor.userCancel(held, job, true));
        bench.pollUntil(job, JobStatus.CONCLUDED);
        bench.locked(held -> bench.monitor.dismiss(held, job));
    }

    @Test
    void whatAlwaysFailsCopiesNothing() throws Exception {
        open("src", "");
        open("dst", "{'event':'none','iotype':'write','errno':5}");
        Job job = start("'on-target-error':'enospc'," + MANUAL);
        bench.pollUntil(job, JobStatus.CONCLUDED);
        assertEquals(new JobProgress.Value(0, LENGTH), job.progress().get());
        bench.locked(held -> bench.monitor.dismiss(held, job));
    }

    private void awaitProgress(Job job, int mib) {
        bench.spinUntil(() -> job.progress().get().current() == mib * (long) MIB
                && !bench.snapshot(job).busy());
    }

    /** The first piece of 1 MiB passes whatever the limit; then the body sleeps and is not busy. */
    @ParameterizedTest
    @ValueSource(ints = {1, 65536, 1048576})
    void theFirstPiecePassesTheLimit(int speed) throws Exception {
        open("src", "");
        open("dst", "");
        Job job = start("'speed':" + speed + "," + MANUAL);
        awaitProgress(job, 1);
        assertEquals(JobStatus.RUNNING, bench.status(job));
        bench.locked(held -> bench.monitor.userPause(held, job));
        bench.pollUntil(job, JobStatus.PAUSED);
        bench.locked(held -> bench.monitor.userResume(held, job));
        bench.locked(held -> bench.monitor.setSpeed(held, job, 0));
        bench.pollUntil(job, JobStatus.PENDING);
        assertEquals(new JobProgress.Value(LENGTH, LENGTH), job.progress().get());
        bench.locked(held -> bench.monitor.finalizeTxn(held, job));
        bench.pollUntil(job, JobStatus.CONCLUDED);
        bench.locked(held -> bench.monitor.dismiss(held, job));
    }

    /** A lower limit holds at once, also for what has been copied in the slice under way. */
    @Test
    void aLowerLimitMakesTheSleepLonger() throws Exception {
        open("src", "");
        open("dst", "");
        Job job = start("'speed':1048576," + MANUAL);
        awaitProgress(job, 1);
        bench.locked(held -> bench.monitor.setSpeed(held, job, 131072));
        bench.spinUntil(() -> !bench.snapshot(job).busy());
        clock.advance(Duration.ofMillis(1500));
        // time enough for a piece that should not be copied
        long end = System.nanoTime() + Duration.ofMillis(100).toNanos();
        bench.spinUntil(() -> System.nanoTime() - end > 0);
        assertEquals(MIB, job.progress().get().current());
        clock.advance(Duration.ofMillis(7000));
        awaitProgress(job, 2);
        bench.locked(held -> bench.monitor.userCancel(held, job, true));
        bench.pollUntil(job, JobStatus.CONCLUDED);
        bench.locked(held -> bench.monitor.dismiss(held, job));
        assertEquals(
                List.of("src", "dst"),
                bench.graph.nodes().stream()
                        .map(node -> node.name())
                        .filter(name -> !name.startsWith("#"))
                        .toList());
    }
}
