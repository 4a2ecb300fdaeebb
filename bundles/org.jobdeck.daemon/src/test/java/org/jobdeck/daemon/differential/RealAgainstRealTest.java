package org.jobdeck.daemon.differential;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real daemon beside itself: shows that the facts of a script do not depend on luck. Needs {@code
 * qemu-storage-daemon} on the path (package qemu-system-common).
 */
class RealAgainstRealTest {

    @TempDir
    private Path folder;

    @Test
    void agreesWithItselfOnTwentySeeds() throws Exception {
        campaign().run(1_000_001, 20);
    }

    @Test
    @Tag("long")
    void agreesWithItselfOnTwoThousandSeeds() throws Exception {
        campaign().run(1_001_000, 2_000);
    }

    private Campaign campaign() {
        return new Campaign(new Pair(RealDaemon::start, RealDaemon::start, folder), RealAgainstRealTest.class);
    }
}
