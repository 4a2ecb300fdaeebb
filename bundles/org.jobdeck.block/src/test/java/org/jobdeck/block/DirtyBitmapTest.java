package org.jobdeck.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jobdeck.block.DirtyBitmap.Area;
import org.jobdeck.loop.Errno;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What bitmaps record, and how one gives way to another. */
class DirtyBitmapTest {

    private static final long SIZE = 1 << 20;

    private GraphFixture f;
    private BlockNode node;
    private NamedBackend disk;

    @BeforeEach
    void setUp() throws BlockException {
        f = new GraphFixture();
        node = f.graph.open(new NullOptions(SIZE).toSpec().with("discard", "unmap"));
        disk = f.backend(node);
    }

    @AfterEach
    void tearDown() {
        f.close();
    }

    private DirtyBitmap add(String name, long granularity) throws BlockException {
        return node.bitmaps().add(Optional.of(name), granularity);
    }

    private static List<Area> areas(DirtyBitmap bitmap) {
        List<Area> areas = new ArrayList<>();
        Optional<Area> next = bitmap.next(0, Long.MAX_VALUE);
        while (next.isPresent()) {
            areas.add(next.get());
            next = bitmap.next(next.get().offset() + next.get().bytes(), Long.MAX_VALUE);
        }
        return areas;
    }

    @Test
    void everyKindOfChangeSetsBits() throws BlockException {
        DirtyBitmap bitmap = add("b", 4096);
        disk.pwrite(4095, ByteBuffer.allocate(2));
        disk.writeZeroes(65536, 512, false);
        disk.discard(131072, 4096);
        disk.pread(0, ByteBuffer.allocate(8192));
        assertEquals(List.of(new Area(0, 8192), new Area(65536, 4096), new Area(131072, 4096)), areas(bitmap));
        assertEquals(16384, bitmap.count());
        assertEquals(Optional.of(new Area(5000, 1000)), bitmap.next(5000, 1000));
        bitmap.reset(0, 4096);
        assertFalse(bitmap.isDirty(4095));
        assertTrue(bitmap.isDirty(4096));
    }

    @Test
    void aChangeThatFailsMayHaveBeenMade() throws BlockException {
        NodeSpec failing = new BlkdebugOptions(
                        new NullOptions(SIZE).toSpec(), BlkdebugOptions.InjectError.always("write", Errno.EIO))
                .toSpec();
        BlockNode faulty = f.graph.open(failing);
        DirtyBitmap bitmap = faulty.bitmaps().add(Optional.of("b"), 512);
        NamedBackend backend = f.backend(faulty);
        assertThrows(BlockException.class, () -> backend.pwrite(512, ByteBuffer.allocate(512)));
        assertEquals(List.of(new Area(512, 512)), areas(bitmap));
    }

    @Test
    void whatIsDisabledRecordsNothing() throws BlockException {
        DirtyBitmap bitmap = add("b", 4096);
        bitmap.enable(false);
        disk.pwrite(0, ByteBuffer.allocate(512));
        assertEquals(0, bitmap.count());
        assertFalse(bitmap.isRecording());
    }

    @Test
    void theHeirKeepsWhatWasWrittenMeanwhile() throws BlockException {
        DirtyBitmap bitmap = add("b", 4096);
        disk.pwrite(0, ByteBuffer.allocate(512));
        node.bitmaps().createSuccessor(bitmap);
        disk.pwrite(8192, ByteBuffer.allocate(512));
        assertEquals(List.of(new Area(0, 4096)), areas(bitmap));
        assertTrue(bitmap.isBusy());
        assertTrue(bitmap.isRecording());
        assertThrows(BlockException.class, () -> node.bitmaps().createSuccessor(bitmap));
        DirtyBitmap heir = node.bitmaps().abdicate(bitmap);
        assertEquals(List.of(heir), node.bitmaps().all());
        assertEquals(Optional.of(heir), node.bitmaps().find("b"));
        assertEquals(List.of(new Area(8192, 4096)), areas(heir));
        disk.pwrite(16384, ByteBuffer.allocate(512));
        assertEquals(8192, heir.count());
    }

    @Test
    void whatIsReclaimedIsWhole() throws BlockException {
        DirtyBitmap bitmap = add("b", 4096);
        disk.pwrite(0, ByteBuffer.allocate(512));
        node.bitmaps().createSuccessor(bitmap);
        disk.pwrite(8192, ByteBuffer.allocate(512));
        node.bitmaps().reclaim(bitmap);
        assertEquals(List.of(bitmap), node.bitmaps().all());
        disk.pwrite(16384, ByteBuffer.allocate(512));
        assertEquals(12288, bitmap.count());
        bitmap.check(DirtyBitmap.Use.CHANGE);
    }

    @Test
    void whatStandsInTheWay() throws BlockException {
        DirtyBitmap bitmap = add("b", 4096);
        bitmap.markInconsistent();
        assertEquals("Bitmap 'b' is inconsistent and cannot be used", refusal(bitmap, DirtyBitmap.Use.READ));
        bitmap.check(DirtyBitmap.Use.REMOVE);
        bitmap.readOnly(true);
        assertEquals("Bitmap 'b' is readonly and cannot be modified", refusal(bitmap, DirtyBitmap.Use.REMOVE));
        assertEquals(
                Errno.EPERM,
                assertThrows(BlockException.class, () -> disk.pwrite(0, ByteBuffer.allocate(512)))
                        .errno());
        bitmap.busy(true);
        assertEquals(
                "Bitmap 'b' is currently in use by another operation and cannot be used",
                refusal(bitmap, DirtyBitmap.Use.CHANGE));
    }

    private static String refusal(DirtyBitmap bitmap, DirtyBitmap.Use use) {
        return assertThrows(BlockException.class, () -> bitmap.check(use)).getMessage();
    }

    @Test
    void aLongerNodeHasMoreBits() throws BlockException {
        BlockNode growing = f.node("growing");
        NamedBackend user = f.backend(growing);
        user.truncate(SIZE);
        DirtyBitmap bitmap = growing.bitmaps().add(Optional.of("b"), 65536);
        user.pwrite(SIZE - 512, ByteBuffer.allocate(512));
        user.truncate(2 * SIZE);
        assertEquals(2 * SIZE, bitmap.size());
        user.pwrite(2 * SIZE - 512, ByteBuffer.allocate(512));
        assertEquals(List.of(new Area(SIZE - 65536, 65536), new Area(2 * SIZE - 65536, 65536)), areas(bitmap));
        user.truncate(SIZE / 2);
        assertEquals(List.of(), areas(bitmap));
    }

    @Test
    void pagesAreASetOfNumbers() {
        Random random = new Random(7);
        int bound = 200_000;
        BitPages pages = new BitPages(bound);
        BitSet model = new BitSet();
        for (int i = 0; i < 2_000; i++) {
            int from = random.nextInt(bound);
            int to = from + random.nextInt(random.nextBoolean() ? 100 : bound);
            if (random.nextInt(3) > 0) {
                pages.set(from, to);
                model.set(from, Math.min(to, bound));
            } else {
                pages.clear(from, to);
                model.clear(from, Math.min(to, bound));
            }
            int at = random.nextInt(bound);
            assertEquals(model.cardinality(), pages.count());
            assertEquals(model.get(at), pages.get(at));
            assertEquals(model.nextSetBit(at), pages.nextSet(at));
            assertEquals(Math.min(bound, model.nextClearBit(at)), pages.nextClear(at));
            if (i % 100 == 0) {
                pages = pages.copy(bound);
            }
        }
    }

    @Test
    void aVeryLongNodeTakesLittleRoom() {
        BitPages pages = new BitPages(1L << 40);
        pages.set(5, 1L << 30);
        assertEquals((1L << 30) - 5, pages.count());
        assertEquals(1L << 30, pages.nextClear(5));
        pages.set((1L << 40) - 1, 1L << 41);
        assertEquals((1L << 40) - 1, pages.nextSet(1L << 30));
    }
}
