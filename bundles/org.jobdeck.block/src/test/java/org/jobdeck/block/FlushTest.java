package org.jobdeck.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.jobdeck.loop.Errno;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which flushes may be left out: those with nothing written since the one before. */
class FlushTest {

    /** Keeps writes until the test lets them go on. */
    private static final class SlowWriter extends TestDriver {
        final CompletableFuture<Void> written = new CompletableFuture<>();
        boolean fails;

        @Override
        public void pwrite(long offset, ByteBuffer from) {
            try {
                Routing.await(written);
                if (fails) {
                    throw new BlockException(Errno.EIO);
                }
            } catch (BlockException e) {
                throw new IllegalStateException(e);
            }
            super.pwrite(offset, from);
        }
    }

    private final SlowWriter driver = new SlowWriter();
    private GraphFixture f;
    private NamedBackend backend;

    @BeforeEach
    void setUp() throws Exception {
        f = new GraphFixture();
        backend = f.backend(f.node("n", driver));
    }

    @AfterEach
    void tearDown() {
        f.close();
    }

    private CompletableFuture<Void> write() {
        return GraphFixture.in(f.main, () -> {
            backend.pwrite(0, ByteBuffer.allocate(512));
            return null;
        });
    }

    @Test
    void isLeftOutIfNothingWasWritten() throws Exception {
        driver.written.complete(null);
        backend.flush();
        assertEquals(0, driver.flushes);
        f.main.waitUntilDone(write());
        backend.flush();
        backend.flush();
        assertEquals(1, driver.flushes);
    }

    /** The flush meanwhile may have come too early for the write. */
    @Test
    void isNotLeftOutAfterAWriteThatWasUnderWayDuringTheOneBefore() throws Exception {
        CompletableFuture<Void> write = write();
        backend.flush();
        driver.written.complete(null);
        f.main.waitUntilDone(write);
        int before = driver.flushes;
        backend.flush();
        assertEquals(before + 1, driver.flushes);
    }

    /** A part of it may have been written. */
    @Test
    void isNotLeftOutAfterAWriteThatFailed() throws Exception {
        driver.fails = true;
        driver.written.complete(null);
        assertThrows(IllegalStateException.class, () -> backend.pwrite(0, ByteBuffer.allocate(512)));
        backend.flush();
        assertEquals(1, driver.flushes);
    }
}
