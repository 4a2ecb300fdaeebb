package org.jobdeck.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jobdeck.loop.ManualClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many requests a group lets through by when; the clock is the test's. */
class ThrottleTest {

    private final ManualClock clock = new ManualClock();
    private final List<String> done = new ArrayList<>();
    private GraphFixture f;

    @BeforeEach
    void setUp() {
        f = new GraphFixture(clock);
    }

    @AfterEach
    void tearDown() {
        f.graph.closeAll();
        f.close();
    }

    private ThrottleGroup group(Map<String, Long> limits) {
        return f.graph.throttleGroups().add("g", ThrottleConfig.of(limits));
    }

    private NamedBackend node(String name) throws BlockException {
        BlockNode node = f.graph.open(NodeSpec.of("throttle")
                .named(name)
                .with("throttle-group", "g")
                .child("file", new NullOptions(1 << 20).toSpec()));
        NamedBackend backend = f.backend(node);
        node.unref();
        return backend;
    }

    private void read(NamedBackend disk, String mark, int bytes) {
        GraphFixture.in(f.main, () -> {
            disk.pread(0, ByteBuffer.allocate(bytes));
            return done.add(mark);
        });
    }

    private void write(NamedBackend disk, String mark, int bytes) {
        GraphFixture.in(f.main, () -> {
            disk.pwrite(0, ByteBuffer.allocate(bytes));
            return done.add(mark);
        });
    }

    private List<String> after(long millis) {
        clock.advance(Duration.ofMillis(millis));
        return now();
    }

    private List<String> now() {
        boolean busy = true;
        while (busy) {
            busy = f.main.poll(false);
        }
        List<String> marks = List.copyOf(done);
        done.clear();
        return marks;
    }

    @Test
    void aTenthOfASecondsOperationsIsFree() throws BlockException {
        group(Map.of("iops-total", 10L));
        NamedBackend disk = node("a");
        for (int i = 0; i < 6; i++) {
            read(disk, "r" + i, 512);
        }
        assertEquals(List.of("r0", "r1"), now());
        assertEquals(List.of(), after(99));
        assertEquals(List.of("r2"), after(1));
        assertEquals(List.of("r3"), after(100));
        assertEquals(List.of("r4"), after(100));
        assertEquals(List.of("r5"), after(100));
        clock.advance(Duration.ofSeconds(60));
        read(disk, "later0", 512);
        read(disk, "later1", 512);
        read(disk, "later2", 512);
        assertEquals(List.of("later0", "later1"), now());
    }

    @Test
    void bytesCountOnceTheyAreDone() throws BlockException {
        group(Map.of("bps-total", 10_240L));
        NamedBackend disk = node("a");
        read(disk, "large", 102_400);
        write(disk, "small", 512);
        assertEquals(List.of("large"), now());
        // 102,400 bytes less a tenth of a second's, at 10,240 a second
        assertEquals(List.of(), after(9_899));
        assertEquals(List.of("small"), after(1));
    }

    @Test
    void readsDoNotWaitForLimitsOnWrites() throws BlockException {
        group(Map.of("iops-write", 1L));
        NamedBackend disk = node("a");
        for (int i = 0; i < 3; i++) {
            write(disk, "w" + i, 512);
            read(disk, "r" + i, 512);
        }
        assertEquals(List.of("w0", "r0", "r1", "r2"), now());
        assertEquals(List.of("w1"), after(900));
        assertEquals(List.of("w2"), after(1_000));
    }

    @Test
    void aBurstIsAllowedForItsTime() throws BlockException {
        group(Map.of("iops-total", 10L, "iops-total-max", 20L, "iops-total-max-length", 2L));
        NamedBackend disk = node("a");
        for (int i = 0; i < 200; i++) {
            read(disk, "r", 512);
        }
        // a tenth of a burst's second and the one that fills it, then 20 a second
        assertEquals(3, now().size());
        assertEquals(60, in(3));
        // 33 are in the bucket of 40 now, which fills by 10 a second more than leak out
        assertEquals(18, in(1));
        assertEquals(10, in(1));
        assertEquals(10, in(1));
    }

    private int in(int seconds) {
        int sum = 0;
        for (int i = 0; i < seconds * 20; i++) {
            sum += after(50).size();
        }
        return sum;
    }

    @Test
    void aLongRequestIsSeveralOperations() throws BlockException {
        group(Map.of("iops-total", 10L, "iops-size", 4096L));
        NamedBackend disk = node("a");
        read(disk, "r0", 6 * 4096);
        read(disk, "r1", 512);
        assertEquals(List.of("r0"), now());
        assertEquals(List.of(), after(499));
        assertEquals(List.of("r1"), after(1));
    }

    @Test
    void theNodesOfAGroupTakeTurns() throws BlockException {
        group(Map.of("iops-total", 10L));
        NamedBackend a = node("a");
        NamedBackend b = node("b");
        NamedBackend idle = node("idle");
        for (int i = 0; i < 5; i++) {
            read(a, "a" + i, 512);
        }
        read(b, "b0", 512);
        read(b, "b1", 512);
        assertEquals(List.of("a0", "a1"), now());
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            order.addAll(after(100));
        }
        assertEquals(List.of("a2", "b0", "a3", "b1", "a4"), order);
        idle.close();
    }

    @Test
    void aDrainLetsEverythingThrough() throws BlockException {
        group(Map.of("iops-total", 1L));
        NamedBackend a = node("a");
        NamedBackend b = node("b");
        for (int i = 0; i < 4; i++) {
            read(a, "a", 512);
            read(b, "b", 512);
        }
        assertEquals(List.of("a"), now());
        f.graph.drainedBegin(a.node().orElseThrow());
        assertEquals(List.of("a", "a", "a"), now());
        f.graph.drainedEnd(a.node().orElseThrow());
        assertEquals(List.of(), now());
        f.graph.drainAllBegin();
        f.graph.drainAllEnd();
        assertEquals(List.of("b", "b", "b", "b"), now());
    }

    @Test
    void aGroupThatIsNotThere() {
        NodeSpec spec =
                NodeSpec.of("throttle").with("throttle-group", "nix").child("file", new NullOptions(512).toSpec());
        assertEquals(
                "Throttle group 'nix' does not exist",
                assertThrows(BlockException.class, () -> f.graph.open(spec)).getMessage());
    }

    @Test
    void aGroupCountsItsNodes() throws BlockException {
        ThrottleGroup group = group(Map.of());
        NamedBackend a = node("a");
        assertEquals(1, group.size());
        assertThrows(IllegalStateException.class, () -> f.graph.throttleGroups().remove(group));
        a.close();
        assertEquals(0, group.size());
        f.graph.throttleGroups().remove(group);
    }
}
