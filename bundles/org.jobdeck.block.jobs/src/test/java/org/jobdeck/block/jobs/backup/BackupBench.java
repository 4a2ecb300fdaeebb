package org.jobdeck.block.jobs.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jobdeck.block.BlockDriver;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.NodeSpec;
import org.jobdeck.block.jobs.Bench;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.job.driver.EngineServices;
import org.jobdeck.job.driver.JobPlan;
import org.jobdeck.job.driver.JobSpec;
import org.jobdeck.job.driver.OptionValues;
import org.jobdeck.loop.Clock;
import org.jobdeck.loop.EventLoop;
import org.jobdeck.loop.WorkerPool;

/** A bench on which backups are made by name, as an engine does it. */
final class BackupBench implements AutoCloseable {

    static final int KIB = 1024;
    static final int MIB = 1024 * KIB;

    final Bench bench;

    private final EngineServices services = new EngineServices() {
        @Override
        public EventLoop mainLoop() {
            return bench.main;
        }

        @Override
        public WorkerPool workers() {
            return bench.workers;
        }

        @Override
        public <T> T service(Class<T> type) {
            for (Object offered : new Object[] {bench.graph, bench.monitor, bench.jobs, bench.system}) {
                if (type.isInstance(offered)) {
                    return type.cast(offered);
                }
            }
            throw new IllegalArgumentException(type.getName());
        }
    };

    BackupBench() {
        this(Clock.system());
    }

    BackupBench(Clock clock) {
        bench = new Bench(clock);
    }

    /** A backup in the state created. */
    Job create(JobSpec spec, Map<String, Object> options) throws JobException {
        BackupJobFactory factory = new BackupJobFactory();
        JobPlan plan = factory.plan(OptionValues.check(factory.options(), options), services);
        Job job;
        try {
            job = bench.jobs.create(spec.in(plan.loop()), plan.driver());
        } catch (JobException e) {
            plan.discard();
            throw e;
        }
        try {
            plan.created(job);
        } catch (JobException e) {
            bench.jobs.earlyFail(job);
            plan.discard();
            throw e;
        }
        return job;
    }

    /** A backup that has been started and stays when it has concluded. */
    Job start(Map<String, Object> options) throws JobException {
        Job job = create(JobSpec.named("b0").manualDismiss(), options);
        bench.jobs.start(job);
        return job;
    }

    /** Options that name two files, and more in pairs. */
    static Map<String, Object> files(Path source, Path target, Object... more) {
        return options(
                Map.of(BackupJobFactory.SOURCE, source.toString(), BackupJobFactory.TARGET, target.toString()), more);
    }

    /** Options that name two nodes, and more in pairs. */
    static Map<String, Object> nodes(String source, String target, Object... more) {
        return options(Map.of(BackupJobFactory.DEVICE, source, BackupJobFactory.TARGET_NODE, target), more);
    }

    private static Map<String, Object> options(Map<String, Object> first, Object... more) {
        Map<String, Object> all = new HashMap<>(first);
        for (int i = 0; i < more.length; i += 2) {
            all.put((String) more[i], more[i + 1]);
        }
        return all;
    }

    /** Waits until the job has concluded; it is still there. */
    JobSnapshot finish(Job job) throws JobException {
        bench.pollUntil(job, JobStatus.CONCLUDED);
        return bench.snapshot(job);
    }

    void dismiss(Job job) throws JobException {
        bench.locked(held -> bench.monitor.dismiss(held, job));
    }

    /** Backs one file up to another and makes sure that it worked. */
    void backUp(Path source, Path target, Object... more) throws JobException {
        Job job = start(files(source, target, more));
        JobSnapshot end = finish(job);
        assertEquals(0, end.result(), () -> end.error());
        assertEquals(end.progress().total(), end.progress().current());
        dismiss(job);
        assertNoNodes();
    }

    void assertNoNodes() {
        assertEquals(List.of(), bench.graph.nodes());
    }

    /** A node with a driver of the test; the graph has the only reference that the test must give back. */
    BlockNode node(String name, BlockDriver driver) throws BlockException {
        return bench.graph.open(driver, NodeSpec.of(driver.name()).named(name));
    }

    /** A disk that swallows everything. */
    BlockNode nullNode(String name, long size) throws BlockException {
        return bench.graph.open(NodeSpec.of("null-co").named(name).with("size", size));
    }

    /** A file of that length, a hole all of it. */
    static Path empty(Path file, long length) throws IOException {
        try (RandomAccessFile f = new RandomAccessFile(file.toFile(), "rw")) {
            f.setLength(length);
        }
        return file;
    }

    /** A file of that many random bytes. */
    static Path random(Path file, int length, long seed) throws IOException {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return Files.write(file, bytes);
    }

    /** How many blocks of 512 bytes a file takes, without what is still to be written. */
    static long blocks(Path file) throws IOException, InterruptedException {
        Process sync = new ProcessBuilder("sync", file.toString()).start();
        assertEquals(0, sync.waitFor());
        Process stat = new ProcessBuilder("stat", "-c", "%b", file.toString()).start();
        String answer = new String(stat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertEquals(0, stat.waitFor());
        return Long.parseLong(answer.strip());
    }

    @Override
    public void close() {
        bench.close();
    }
}
