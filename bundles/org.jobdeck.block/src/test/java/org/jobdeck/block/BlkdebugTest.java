package org.jobdeck.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jobdeck.block.BlkdebugOptions.InjectError;
import org.jobdeck.block.BlkdebugOptions.SetState;
import org.jobdeck.loop.Errno;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Errors by rule. */
class BlkdebugTest {

    private static final NodeSpec DISK = new NullOptions(65536).toSpec();

    private GraphFixture f;

    @BeforeEach
    void setUp() {
        f = new GraphFixture();
    }

    @AfterEach
    void tearDown() {
        f.close();
    }

    private NamedBackend open(InjectError... rules) throws BlockException {
        return open(
                new BlkdebugOptions(DISK, List.of(rules), List.of()).toSpec().with("discard", "unmap"));
    }

    private NamedBackend open(NodeSpec spec) throws BlockException {
        return f.backend(f.graph.open(spec));
    }

    private static void assertErrno(Errno errno, Executable what) {
        assertEquals(errno, assertThrows(BlockException.class, what).errno());
    }

    private static ByteBuffer sector() {
        return ByteBuffer.allocate(512);
    }

    @Test
    void eachKindOfRequestFailsAlone() throws Exception {
        List<String> kinds = List.of("read", "write", "write-zeroes", "discard", "flush", "block-status");
        for (String failing : kinds) {
            NamedBackend disk = open(InjectError.always(failing, Errno.ENOSPC));
            Map<String, Executable> requests = Map.of(
                    "read", () -> disk.pread(0, sector()),
                    "write", () -> disk.pwrite(0, sector()),
                    "write-zeroes", () -> disk.writeZeroes(0, 512, false),
                    "discard", () -> disk.discard(0, 512),
                    "flush", disk::flush,
                    "block-status", () -> disk.blockStatus(0, 512));
            for (String kind : List.of("write", "write-zeroes", "discard", "read", "block-status", "flush")) {
                if (kind.equals(failing)) {
                    assertErrno(Errno.ENOSPC, requests.get(kind));
                } else {
                    org.junit.jupiter.api.Assertions.assertDoesNotThrow(requests.get(kind), kind + failing);
                }
            }
        }
    }

    @Test
    void withoutKindAllFailButBlockStatus() throws Exception {
        NamedBackend disk = open(
                NodeSpec.of("blkdebug").child("image", DISK).with("inject-error", List.of(Map.of("event", "none"))));
        assertErrno(Errno.EIO, () -> disk.pread(0, sector()));
        assertErrno(Errno.EIO, () -> disk.pwrite(0, sector()));
        disk.blockStatus(0, 512);
    }

    @Test
    void aSectorFailsWhereverItIsTouched() throws Exception {
        NamedBackend disk = open(InjectError.always("write", Errno.EIO).atSector(3));
        disk.pwrite(0, ByteBuffer.allocate(3 * 512));
        assertErrno(Errno.EIO, () -> disk.pwrite(0, ByteBuffer.allocate(3 * 512 + 1)));
        assertErrno(Errno.EIO, () -> disk.pwrite(3 * 512, sector()));
        disk.pwrite(4 * 512, sector());
        disk.pread(3 * 512, sector());
    }

    @Test
    void onceMeansOnce() throws Exception {
        NamedBackend disk =
                open(InjectError.always("read", Errno.EIO).justOnce(), InjectError.always("write", Errno.ENOSPC));
        assertErrno(Errno.EIO, () -> disk.pread(0, sector()));
        disk.pread(0, sector());
        assertErrno(Errno.ENOSPC, () -> disk.pwrite(0, sector()));
        assertErrno(Errno.ENOSPC, () -> disk.pwrite(0, sector()));
    }

    @Test
    void theRuleThatWasGivenFirstComesFirst() throws Exception {
        NamedBackend disk = open(
                InjectError.always("read", Errno.ENOSPC).justOnce(),
                InjectError.always("read", Errno.EPERM).justOnce());
        assertErrno(Errno.ENOSPC, () -> disk.pread(0, sector()));
        assertErrno(Errno.EPERM, () -> disk.pread(0, sector()));
        disk.pread(0, sector());
    }

    @Test
    void onceIsNotRevivedByItsEvent() throws Exception {
        InjectError rule = InjectError.always("read", Errno.EIO).on("read_aio").justOnce();
        NamedBackend disk = open(new RawOptions(new BlkdebugOptions(DISK, rule).toSpec()).toSpec());
        assertErrno(Errno.EIO, () -> disk.pread(0, sector()));
        disk.pread(0, sector());
    }

    /** An event of the raw node above activates the rule; a state rule switches it on only for the second request. */
    @Test
    void eventsAndStates() throws Exception {
        InjectError inSecond =
                InjectError.always("read", Errno.EIO).on("read_aio").inState(2);
        BlkdebugOptions options = new BlkdebugOptions(
                DISK,
                List.of(inSecond.justOnce()),
                List.of(
                        new SetState("read_aio", OptionalInt.of(1), 2),
                        new SetState("read_aio", OptionalInt.of(2), 3)));
        NamedBackend disk = open(new RawOptions(options.toSpec()).toSpec());
        disk.pread(0, sector());
        assertErrno(Errno.EIO, () -> disk.pread(0, sector()));
        disk.pread(0, sector());
        NamedBackend flushed = open(new RawOptions(new BlkdebugOptions(
                                DISK, InjectError.always("flush", Errno.EIO).on("flush_to_disk"))
                        .toSpec())
                .toSpec());
        flushed.flush();
        flushed.pwrite(0, sector());
        assertErrno(Errno.EIO, flushed::flush);
    }

    @Test
    void rulesThatCannotBe() {
        assertFails("Parameter 'event' does not accept value 'nix'", Map.of("event", "nix"));
        assertFails("Parameter 'event' is missing", Map.of());
        assertFails("Parameter 'iotype' does not accept value 'x'", Map.of("event", "none", "iotype", "x"));
        assertFails("Parameter 'foo' is unexpected", Map.of("event", "none", "foo", 1L));
        assertFails("blkdebug knows no error number 12345", Map.of("event", "none", "errno", 12345L));
        assertEquals(List.of(), f.graph.nodes());
    }

    private void assertFails(String text, Map<String, Object> rule) {
        NodeSpec spec = NodeSpec.of("blkdebug").child("image", DISK).with("inject-error", List.of(rule));
        assertEquals(
                text,
                assertThrows(BlockException.class, () -> f.graph.open(spec)).getMessage());
    }
}
