package org.jobdeck.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DemoImagesTest {

    private static final DemoJob JOB = new DemoJob("small", "small", 1, 0, DemoJob.Goal.DONE, false);

    @Test
    void imagesAreAlwaysTheSameSparseAndGoAway() throws DemoException, IOException, InterruptedException {
        DemoImages first = DemoImages.inTemporaryFolder();
        DemoImages second = DemoImages.inTemporaryFolder();
        try {
            first.make(JOB);
            second.make(JOB);
            assertEquals(-1, Files.mismatch(first.source(JOB), second.source(JOB)));
            assertEquals(2 << 20, Files.size(first.source(JOB)));
            assertEquals(2 << 20, Files.size(first.target(JOB)));
            assertEquals(1 << 20, allocated(first.source(JOB)), 64 << 10);
            assertEquals(0, allocated(first.target(JOB)));
        } finally {
            first.delete();
            second.delete();
        }
        assertFalse(Files.exists(first.folder()));
        assertFalse(Files.exists(second.folder()));
        first.delete();
    }

    @Test
    void allImagesAndCopiesFitTheRoomThatIsAskedFor() {
        long data = DemoJob.all().stream()
                .mapToLong(job -> job.mebibytes() * 2L << 20)
                .sum();
        assertTrue(data < 300_000_000, () -> data + " bytes");
        assertTrue(DemoJob.all().stream().map(DemoJob::id).distinct().count()
                == DemoJob.all().size());
    }

    private static long allocated(Path file) throws IOException, InterruptedException {
        Process du = new ProcessBuilder("du", "-B1", file.toString()).start();
        String answer = new String(du.getInputStream().readAllBytes());
        assertEquals(0, du.waitFor());
        return Long.parseLong(answer.split("\\s")[0]);
    }
}
