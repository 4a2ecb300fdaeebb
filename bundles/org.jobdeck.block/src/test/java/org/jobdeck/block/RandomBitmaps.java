package org.jobdeck.block;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** The bitmaps that a {@link RandomDisk} must have, what both programs do to them at random, and how they are compared. */
final class RandomBitmaps {

    private static final int MOST = 3;

    private final Random random;
    private final Map<String, Kept> all = new LinkedHashMap<>();
    private int soFar;

    /** Of the disk, in bytes. */
    private int length;

    RandomBitmaps(Random random) {
        this.random = random;
    }

    /** One bitmap and the bits it must have. */
    private static final class Kept {
        private final int granularity;
        private final BitSet bits = new BitSet();
        private boolean enabled = true;

        Kept(int granularity) {
            this.granularity = granularity;
        }
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Something was written or discarded there. */
    void changed(int at, int length) {
        for (Kept each : all.values()) {
            if (each.enabled) {
                each.bits.set(at / each.granularity, Math.ceilDiv(at + length, each.granularity));
            }
        }
    }

    /** The disk has another length. */
    void resized(int newLength) {
        length = newLength;
        for (Kept each : all.values()) {
            each.bits.clear(Math.ceilDiv(length, each.granularity), Integer.MAX_VALUE);
        }
    }

    private String any() {
        return List.copyOf(all.keySet()).get(random.nextInt(all.size()));
    }

    private int newGranularity() {
        return 512 << random.nextInt(8);
    }

    /** Adds one, switches one, clears one, merges two, or takes one out. */
    void ours(BlockNode node) throws BlockException {
        NodeBitmaps bitmaps = node.bitmaps();
        int kind = random.nextInt(6);
        if (all.size() < MOST && (all.isEmpty() || kind == 0)) {
            String name = "b" + soFar++;
            Kept fresh = new Kept(newGranularity());
            node.driver().checkCanStore(node.name(), name, fresh.granularity);
            bitmaps.add(Optional.of(name), fresh.granularity).persistent(true);
            all.put(name, fresh);
            return;
        }
        String name = any();
        DirtyBitmap bitmap = bitmaps.require(name);
        switch (kind) {
            case 1 -> {
                node.removeStoredBitmap(name);
                bitmaps.remove(bitmap);
                all.remove(name);
            }
            case 2 -> {
                bitmap.clear();
                all.get(name).bits.clear();
            }
            case 3 -> {
                String source = any();
                bitmap.merge(bitmaps.require(source));
                merge(name, source);
            }
            default -> {
                all.get(name).enabled = !all.get(name).enabled;
                bitmap.enable(all.get(name).enabled);
            }
        }
    }

    /** Takes all out, as somebody must who wants to go back to a snapshot. */
    void removeAll(BlockNode node) throws BlockException {
        for (String name : all.keySet()) {
            node.removeStoredBitmap(name);
            node.bitmaps().remove(node.bitmaps().require(name));
        }
        all.clear();
    }

    /** The words of {@code qemu-img bitmap} that do the same. */
    List<String> theirs(String image) {
        int kind = random.nextInt(6);
        if (all.size() < MOST && (all.isEmpty() || kind == 0)) {
            String name = "b" + soFar++;
            Kept fresh = new Kept(newGranularity());
            all.put(name, fresh);
            return List.of("--add", "-g", String.valueOf(fresh.granularity), image, name);
        }
        String name = any();
        Kept bitmap = all.get(name);
        switch (kind) {
            case 1 -> {
                all.remove(name);
                return List.of("--remove", image, name);
            }
            case 2 -> {
                bitmap.bits.clear();
                return List.of("--clear", image, name);
            }
            case 3 -> {
                String source = any();
                merge(name, source);
                return List.of("--merge", source, image, name);
            }
            default -> {
                bitmap.enabled = !bitmap.enabled;
                return List.of(bitmap.enabled ? "--enable" : "--disable", image, name);
            }
        }
    }

    private void merge(String name, String sourceName) {
        Kept target = all.get(name);
        Kept source = all.get(sourceName);
        BitSet from = (BitSet) source.bits.clone();
        for (int bit = from.nextSetBit(0); bit >= 0; bit = from.nextSetBit(bit + 1)) {
            int at = bit * source.granularity;
            target.bits.set(at / target.granularity, Math.ceilDiv(at + source.granularity, target.granularity));
        }
        target.bits.clear(Math.ceilDiv(length, target.granularity), Integer.MAX_VALUE);
    }

    /** All are there, and no others, and each has the bits that it must have. */
    void assertOn(BlockNode node) {
        Set<String> found = new HashSet<>();
        List<DirtyBitmap> kept = new ArrayList<>(node.bitmaps().kept());
        kept.forEach(bitmap -> found.add(bitmap.name().orElseThrow()));
        assertEquals(all.keySet(), found);
        for (DirtyBitmap bitmap : kept) {
            Kept expected = all.get(bitmap.name().orElseThrow());
            assertEquals(expected.granularity, bitmap.granularity());
            assertEquals(expected.enabled, bitmap.isEnabled());
            long bits = Math.ceilDiv(node.length(), bitmap.granularity());
            byte[] bytes = bitmap.toBytes(0, Math.toIntExact(Math.ceilDiv(bits, 8L)));
            assertEquals(expected.bits, BitSet.valueOf(bytes), bitmap.toString());
        }
    }
}
