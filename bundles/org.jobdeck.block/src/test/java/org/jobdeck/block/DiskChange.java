package org.jobdeck.block;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** One change of a disk, for both programs and for the model of what the disk holds then. */
record DiskChange(Kind kind, long at, int length, byte value) {

    enum Kind {
        WRITE("write -P"),
        COMPRESSED("write -c -P"),
        ZERO("write -z"),
        UNMAP("write -z -u"),
        DISCARD("discard");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /** Some changes, the compressed ones first, because what has a place cannot be compressed. */
    static List<DiskChange> some(Random random, long size, int cluster, boolean compress) {
        List<DiskChange> changes = new ArrayList<>();
        if (size == 0) {
            return changes;
        }
        if (compress) {
            Set<Long> places = new LinkedHashSet<>();
            for (int i = 0; i < 3; i++) {
                places.add(place(random, size, 1) / cluster * cluster);
            }
            for (long at : places) {
                changes.add(new DiskChange(Kind.COMPRESSED, at, (int) Math.min(cluster, size - at), value(random)));
            }
        }
        for (int i = 0; i < 8; i++) {
            Kind kind = List.of(Kind.WRITE, Kind.WRITE, Kind.ZERO, Kind.UNMAP, Kind.DISCARD)
                    .get(random.nextInt(5));
            int most = kind != Kind.WRITE && random.nextBoolean() ? cluster * 5 / 2 : 40_000;
            int length = 1 + random.nextInt((int) Math.min(size, most));
            changes.add(new DiskChange(kind, place(random, size, length), length, value(random)));
        }
        return changes;
    }

    private static byte value(Random random) {
        return (byte) (1 + random.nextInt(127));
    }

    /** Close to the beginning, the middle or the end, so that changes meet; or anywhere. */
    private static long place(Random random, long size, int length) {
        long room = size - length + 1;
        long near = random.nextLong(Math.min(room, 150_000));
        return switch (random.nextInt(4)) {
            case 0 -> near;
            case 1 -> room - 1 - near;
            case 2 -> room / 2 + random.nextLong(Math.min(room - room / 2, 150_000));
            default -> random.nextLong(room);
        };
    }

    /** The same for qemu-io. */
    String forQemu() {
        String pattern = kind == Kind.WRITE || kind == Kind.COMPRESSED ? " " + value : "";
        return kind.words + pattern + " " + at + " " + length;
    }

    void applyTo(BlockIo disk) throws BlockException {
        switch (kind) {
            case WRITE -> disk.pwrite(at, bytes());
            case COMPRESSED -> disk.pwriteCompressed(at, bytes());
            case ZERO -> disk.writeZeroes(at, length, false);
            case UNMAP -> disk.writeZeroes(at, length, true);
            case DISCARD -> disk.discard(at, length);
        }
    }

    private ByteBuffer bytes() {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, value);
        return ByteBuffer.wrap(bytes);
    }

    /**
     * Whole clusters are forgotten, others stay.
     *
     * @param forgets whether discarded clusters read as zeroes then
     */
    void applyTo(SparseFile model, int cluster, boolean forgets) throws IOException {
        if (kind == Kind.DISCARD) {
            long end = at + length;
            long from = Math.ceilDiv(at, (long) cluster) * cluster;
            long to = end == model.length() ? end : end / cluster * cluster;
            if (forgets && from < to) {
                model.fill(from, (int) (to - from), (byte) 0);
            }
        } else {
            model.fill(at, length, kind == Kind.WRITE || kind == Kind.COMPRESSED ? value : 0);
        }
    }
}
