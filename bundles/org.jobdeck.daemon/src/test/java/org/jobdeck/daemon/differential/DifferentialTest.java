package org.jobdeck.daemon.differential;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * This project's daemon beside the real one: both say the same of what is random. Needs {@code qemu-storage-daemon} on the
 * path (package qemu-system-common).
 */
class DifferentialTest {

    @TempDir
    private Path folder;

    @Test
    void saysWhatTheRealOneSaysOfTwoHundredSeeds() throws Exception {
        campaign().run(1, 200);
    }

    @Test
    @Tag("long")
    void saysWhatTheRealOneSaysOfTwentyThousandSeeds() throws Exception {
        campaign().run(100_001, 20_000);
    }

    private Campaign campaign() {
        return new Campaign(new Pair(RealDaemon::start, JavaDaemon::start, folder), DifferentialTest.class);
    }
}
