package org.jobdeck.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jobdeck.job.common.JobLock;
import org.jobdeck.loop.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ImageJobsTest {

    private static final long SLOW = 1 << 20;

    @TempDir
    Path folder;

    private Path target;

    @BeforeEach
    void makeSource() throws IOException {
        byte[] data = new byte[32 << 20];
        Arrays.fill(data, (byte) 7);
        Files.write(folder.resolve("source"), data);
        target = folder.resolve("target");
    }

    private ConvertOperation copy() {
        ConvertRequest.Way way = new ConvertRequest.Way(4096, false, 8, false, false, false, false);
        return new ConvertOperation(new ConvertRequest(
                List.of(new ImageSource.Named(folder.resolve("source").toString(), Optional.of("raw"))),
                false,
                CacheMode.WRITEBACK,
                target.toString(),
                Optional.of(new NewImage("raw", Map.of())),
                Optional.empty(),
                CacheMode.UNSAFE,
                way));
    }

    @Test
    void aCopyIsAJobThatTellsItsProgress() throws Exception {
        try (ImageJobs jobs = ImageJobs.start("test", Clock.system())) {
            long[] most = {0};
            ImageJobs.Running<List<ConvertOperation.Unreadable>> running =
                    jobs.begin("copy", copy(), 0, progress -> most[0] = progress.current());
            assertEquals(List.of(), running.result().get());
            assertEquals(32 << 20, most[0]);
            assertEquals("image-convert", running.job().type());
        }
        assertEquals(-1, Files.mismatch(folder.resolve("source"), target));
    }

    @Test
    void whatIsCancelledLeavesNoFile() throws Exception {
        try (ImageJobs jobs = ImageJobs.start("test", Clock.system())) {
            ImageJobs.Running<?> running = jobs.begin("copy", copy(), SLOW, progress -> {});
            jobs.cancel(running.job());
            assertThrows(ExecutionException.class, () -> running.result().get(30, TimeUnit.SECONDS));
        }
        assertFalse(Files.exists(target));
    }

    @Test
    void aPausedCopyGoesOn() throws Exception {
        try (ImageJobs jobs = ImageJobs.start("test", Clock.system())) {
            ImageJobs.Running<?> running = jobs.begin("copy", copy(), SLOW * 64, progress -> {});
            jobs.engine().call(() -> {
                try (JobLock.Held held = jobs.engine().lock().acquire()) {
                    jobs.engine().monitor().userPause(held, running.job());
                    jobs.engine().monitor().userResume(held, running.job());
                }
                return null;
            });
            running.result().get(30, TimeUnit.SECONDS);
        }
        assertEquals(-1, Files.mismatch(folder.resolve("source"), target));
    }

    /** Nodes are drained when an engine ends, and pieces under way must come to their end all the same. */
    @Test
    void anEngineThatEndsEndsWhatRuns() throws Exception {
        try (ImageJobs jobs = ImageJobs.start("test", Clock.system())) {
            ImageJobs.Running<?> running = jobs.begin("copy", copy(), SLOW * 8, progress -> {});
            assertTrue(running.progress().total() >= 0);
        }
        assertFalse(Files.exists(target));
    }
}
