package org.jobdeck.daemon.differential;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real daemon beside itself: shows that facts do not depend on luck. Needs {@code qemu-storage-daemon} on the path
 * (package qemu-system-common).
 */
class RealAgainstRealTest {

    @TempDir
    private Path folder;

    @Test
    void agreesWithItself() throws IOException {
        Pair pair = new Pair(RealDaemon::start, RealDaemon::start, folder);
        Campaign.of(pair, RealAgainstRealTest.class).run(1, 20);
    }
}
