package org.jobdeck.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobLock;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.loop.Clock;
import org.jobdeck.loop.EventLoop;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of README.md does what it says. */
class FactoryExampleTest {

    /** The CRC-32 of the nine digits is the check value in every description of it. */
    private static final String CHECK_VALUE = "cbf43926";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void writeFile() throws Exception {
        file = Files.write(folder.resolve("digits"), "123456789".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void succeedsIfTheChecksumIsRight() throws Exception {
        JobSnapshot end = verify(CHECK_VALUE);
        assertEquals(0, end.result());
        assertEquals(9, end.progress().current());
        assertEquals(9, end.progress().total());
    }

    @Test
    void failsIfItIsNot() throws Exception {
        JobSnapshot end = verify("00000000");
        assertTrue(end.result() < 0);
        assertEquals(file + " should have the CRC-32 00000000 but has " + CHECK_VALUE, end.error());
    }

    private JobSnapshot verify(String expected) throws Exception {
        DriverFactories factories = DriverFactories.of(List.of(new VerifyJobFactory()));
        try (EventLoop main = EventLoop.adopting("main", Clock.system());
                Engine engine = Engine.on(main, factories)) {
            Map<String, Object> options = Map.of("file", file.toString(), "crc32", expected);
            Job job = engine.start(JobStart.of("verify", "check0", options).manualDismiss());
            try (JobLock.Held held = engine.lock().acquire()) {
                engine.monitor().finishSync(held, job);
                assertEquals(JobStatus.CONCLUDED, job.status(held));
                return engine.monitor().snapshot(held, job);
            }
        }
    }
}
