package org.jobdeck.block.jobs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jobdeck.block.NodeCreation;
import org.jobdeck.block.jobs.backup.RealQemu;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobProgress;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.job.driver.JobSpec;
import org.jobdeck.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Images are made in jobs, and what comes of it is what the real daemon makes. */
class CreateJobsTest {

    @TempDir
    private Path folder;

    private final Bench bench = new Bench();
    private final CreateJobs create = new CreateJobs(bench.jobs, bench.graph);

    @AfterEach
    void tearDown() {
        bench.close();
    }

    private Job start(JsonObject options) throws JobException {
        return create.start(JobSpec.named("c").manualDismiss(), NodeCreation.of(options));
    }

    private static JsonObject file(Path path, Object size, Object... more) {
        JsonObject.Builder object = JsonObject.builder()
                .put("driver", "file")
                .put("filename", path.toString())
                .put("size", size);
        for (int i = 0; i < more.length; i += 2) {
            object.put((String) more[i], more[i + 1]);
        }
        return object.build();
    }

    @Test
    void aFileIsMade() throws Exception {
        Path path = folder.resolve("new");
        Job job = start(file(path, 1000L));
        bench.pollUntil(job, JobStatus.CONCLUDED);
        JobSnapshot end = bench.snapshot(job);
        assertEquals("create", job.type());
        assertEquals(new JobProgress.Value(1, 1), end.progress());
        assertEquals(0, end.result(), end::error);
        assertArrayEquals(new byte[1000], Files.readAllBytes(path));
        bench.locked(held -> bench.monitor.dismiss(held, job));
        assertEquals(List.of("created", "running", "waiting", "pending", "concluded", "null"), bench.story());
    }

    /** As with QEMU, whoever asks after the command already sees the job concluded. */
    @Test
    void aPlaceThatIsNotToBeHadFailsTheJobAtOnce() throws Exception {
        Job job = start(file(folder.resolve("no/such"), 512L));
        JobSnapshot end = bench.snapshot(job);
        assertEquals(JobStatus.CONCLUDED, end.status());
        assertEquals("Could not create '" + folder + "/no/such': No such file or directory", end.error());
        assertEquals(new JobProgress.Value(1, 1), end.progress());
        assertEquals(List.of("created", "running", "aborting", "concluded"), bench.story());
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw", "null-co", "blkdebug"})
    void mostDriversMakeNoImages(String driver) {
        JobException refused = assertThrows(JobException.class, () -> start(JsonObject.of("driver", driver)));
        assertEquals("Driver does not support blockdev-create", refused.getMessage());
        assertEquals(List.of(), bench.story());
    }

    @Test
    void aDriverThatIsNotThereIsRefused() {
        JobException refused = assertThrows(JobException.class, () -> start(JsonObject.of("driver", "vmdk")));
        assertEquals("Block driver 'vmdk' not found or not supported", refused.getMessage());
    }

    @Test
    void anIdIsNeeded() {
        NodeCreation creation = NodeCreation.of(file(folder.resolve("x"), 512L));
        JobException refused = assertThrows(JobException.class, () -> create.start(JobSpec.named(""), creation));
        assertEquals("Invalid job ID ''", refused.getMessage());
        assertFalse(Files.exists(folder.resolve("x")));
    }

    @Test
    void aFailureLeavesNoFileThatWasNotThere() throws Exception {
        Path path = folder.resolve("negative");
        Job job = start(file(path, -1L));
        bench.pollUntil(job, JobStatus.CONCLUDED);
        assertFalse(Files.exists(path));
    }

    static Stream<Arguments> creations() {
        return Stream.of(
                Arguments.of(0L, Map.of()),
                Arguments.of(1L, Map.of()),
                Arguments.of(513L, Map.of("preallocation", "off")),
                Arguments.of(1048576L, Map.of("nocow", true, "extent-size-hint", 4096L)),
                Arguments.of(1048576L, Map.of("preallocation", "falloc")),
                Arguments.of(1000000L, Map.of("preallocation", "full")),
                Arguments.of(0L, Map.of("preallocation", "falloc")),
                Arguments.of(0L, Map.of("preallocation", "full")),
                Arguments.of(1048576L, Map.of("preallocation", "metadata")),
                Arguments.of(-1L, Map.of()),
                Arguments.of(-512L, Map.of("preallocation", "falloc")),
                Arguments.of(-512L, Map.of("preallocation", "full")),
                Arguments.of(Long.MAX_VALUE, Map.of()),
                Arguments.of(1L << 62, Map.of("preallocation", "falloc")),
                Arguments.of(512L, Map.of("extent-size-hint", 0xffff_ffffL)),
                Arguments.of(512L, Map.of("extent-size-hint", 0x1_0000_0000L)),
                Arguments.of(512L, Map.of("extent-size-hint", -1L)));
    }

    @ParameterizedTest
    @MethodSource("creations")
    void itIsWhatTheRealDaemonMakes(long size, Map<String, Object> more) throws Exception {
        JsonObject.Builder options = JsonObject.builder().put("driver", "file").put("size", size);
        more.forEach(options::put);
        for (boolean exists : new boolean[] {false, true}) {
            Path ours = folder.resolve("ours" + exists);
            Path theirs = folder.resolve("theirs" + exists);
            if (exists) {
                Files.write(ours, new byte[] {1, 2, 3});
                Files.write(theirs, new byte[] {1, 2, 3});
            }
            String real = real(options.put("filename", theirs.toString()).build());
            Job job = start(options.put("filename", ours.toString()).build());
            bench.pollUntil(job, JobStatus.CONCLUDED);
            String error = bench.snapshot(job).error();
            assertEquals(real, error == null ? "" : error);
            bench.locked(held -> bench.monitor.dismiss(held, job));
            if (error == null || exists) {
                assertEquals(facts(theirs), facts(ours));
            } else {
                // the real one may leave an empty file
                assertFalse(Files.exists(ours));
            }
        }
    }

    /** The error of a job of the real daemon. */
    private String real(JsonObject options) throws IOException {
        try (RealQemu qemu = new RealQemu(folder)) {
            qemu.execute("blockdev-create", "'job-id':'c','options':" + options);
            qemu.await("concluded");
            return RealQemu.field(qemu.ask("query-jobs", ""), "error").orElse("");
        }
    }

    /** Length and blocks on the disk. */
    private static String facts(Path file) throws IOException, InterruptedException {
        Process stat = new ProcessBuilder("stat", "-c", "%s bytes, %b blocks", file.toString()).start();
        String answer = new String(stat.getInputStream().readAllBytes());
        assertEquals(0, stat.waitFor());
        return answer;
    }
}
