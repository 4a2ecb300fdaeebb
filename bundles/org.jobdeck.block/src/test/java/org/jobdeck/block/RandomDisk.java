package org.jobdeck.block;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jobdeck.loop.Errno;

/** One image that this program and the real ones change in turn, at random, and what it must hold then. */
final class RandomDisk {

    private static final String NAME = "a.qcow2";

    private final Qcow2Bench bench;
    private final Random random;
    private final String options;
    private final boolean backed;
    private final Map<String, byte[]> snapshots = new LinkedHashMap<>();
    private final RandomBitmaps bitmaps;
    private int snapshotsSoFar;
    private byte[] content;
    private int cluster;

    RandomDisk(Qcow2Bench bench, long seed, String options, boolean backed) {
        this.bench = bench;
        this.random = new Random(seed);
        this.bitmaps = new RandomBitmaps(random);
        this.options = options;
        this.backed = backed;
    }

    void create(int size) throws Exception {
        content = new byte[size];
        bitmaps.resized(size);
        String all = options;
        if (backed) {
            int below = size * 2 / 3 + 512;
            byte[] base = new byte[below];
            random.nextBytes(base);
            Files.write(bench.folder.resolve("base.raw"), base);
            System.arraycopy(base, 0, content, 0, below);
            all += (all.isEmpty() ? "" : ",") + "backing_file=base.raw,backing_fmt=raw";
        }
        bench.qemu.create(NAME, all, String.valueOf(size));
    }

    /** Changes it, and lets the real program change it, several times. */
    void rounds(int rounds, int operations) throws Exception {
        for (int round = 0; round < rounds; round++) {
            NamedBackend disk = bench.open(NAME);
            ImageInfo info = disk.node().orElseThrow().driver().imageInfo().orElseThrow();
            cluster = info.clusterSize();
            for (int i = 0; i < operations; i++) {
                step(disk);
            }
            assertHolds(disk);
            disk.close();
            bench.assertSound(NAME, content);
            assertSnapshotsHold();
            for (int i = 0; i < 3; i++) {
                bench.qemu.io(NAME, theirs(4));
                theirImage();
            }
            bench.assertSound(NAME, content);
            disk = bench.open(NAME);
            assertHolds(disk);
            disk.close();
            if (options.contains("data_file_raw")) {
                byte[] data = Files.readAllBytes(bench.folder.resolve("a.data"));
                assertEquals(-1, Arrays.mismatch(content, Arrays.copyOf(data, content.length)));
            }
        }
    }

    private void assertHolds(NamedBackend disk) throws BlockException {
        Qcow2Bench.assertHolds(content, disk);
        bitmaps.assertOn(disk.node().orElseThrow());
    }

    private void assertSnapshotsHold() throws Exception {
        for (String name : snapshots.keySet()) {
            bench.qemu.run("qemu-img", "convert", "-l", name, "-f", "qcow2", "-O", "raw", NAME, "snapshot.raw");
            byte[] found = Files.readAllBytes(bench.folder.resolve("snapshot.raw"));
            // a snapshot is read as long as the disk is now
            int length = Math.min(found.length, snapshots.get(name).length);
            assertEquals(-1, Arrays.mismatch(found, 0, length, snapshots.get(name), 0, length), name);
        }
    }

    private void step(NamedBackend disk) throws BlockException {
        int length = 1 + random.nextInt(Math.min(content.length, random.nextBoolean() ? 5_000 : 400_000));
        int at = random.nextInt(content.length - length + 1);
        switch (random.nextInt(12)) {
            case 0 -> {
                disk.writeZeroes(at, length, random.nextBoolean());
                bitmaps.changed(at, length);
                Arrays.fill(content, at, at + length, (byte) 0);
            }
            case 1 -> {
                disk.discard(at, length);
                bitmaps.changed(at, length);
                discarded(at, length);
            }
            case 2 -> disk.flush();
            case 3 -> compressed(disk, at);
            case 4 -> {
                if (random.nextInt(3) == 0) {
                    resize(disk);
                }
            }
            case 5 -> {
                if (hasSnapshots() && random.nextInt(3) == 0) {
                    snapshot(disk.node().orElseThrow());
                }
            }
            case 6 -> {
                if (hasBitmaps()) {
                    bitmaps.ours(disk.node().orElseThrow());
                }
            }
            case 7 -> {
                if (random.nextInt(3) == 0) {
                    reopen(disk);
                }
            }
            default -> {
                byte[] bytes = new byte[length];
                random.nextBytes(bytes);
                System.arraycopy(bytes, 0, content, at, length);
                bitmaps.changed(at, length);
                disk.pwrite(at, ByteBuffer.wrap(bytes));
            }
        }
    }

    private void compressed(NamedBackend disk, int near) throws BlockException {
        int at = near / cluster * cluster;
        byte[] bytes = new byte[Math.min(cluster, content.length - at)];
        Arrays.fill(bytes, (byte) (1 + random.nextInt(255)));
        random.nextBytes(Arrays.copyOf(bytes, 100));
        // whether that fails or not
        bitmaps.changed(at, bytes.length);
        try {
            disk.pwriteCompressed(at, ByteBuffer.wrap(bytes));
            System.arraycopy(bytes, 0, content, at, bytes.length);
        } catch (BlockException e) {
            // what has a place already cannot be compressed, nor can what is in a data file
            assertEquals(options.contains("data_file") ? Errno.ENOTSUP : Errno.EIO, e.errno());
        }
    }

    private boolean hasSnapshots() {
        return !options.contains("data_file") && !options.contains("compat=0.10");
    }

    private boolean hasBitmaps() {
        return !options.contains("compat=0.10");
    }

    private void resized(int size) {
        content = Arrays.copyOf(content, size);
        bitmaps.resized(size);
    }

    /** Read-only, and writable again. */
    private void reopen(NamedBackend disk) throws BlockException {
        BlockNode node = disk.node().orElseThrow();
        GrantedPermissions before = disk.permissions();
        disk.changePermissions(new GrantedPermissions(Permissions.of(Permission.CONSISTENT_READ), Permissions.ALL));
        NodeSpec now = node.spec().orElseThrow().named(node.name());
        NodeSpec whole = backed
                ? now.child(
                        "backing",
                        NodeRef.existing(node.cowChild().orElseThrow().node().name()))
                : now;
        NodeSpec file = (NodeSpec) now.children().get("file");
        bench.f.graph.reopen(List.of(whole.child("file", file.readOnly()).readOnly()));
        bitmaps.assertOn(node);
        bench.f.graph.reopen(List.of(whole.child("file", file.with("read-only", false))));
        disk.changePermissions(before);
    }

    private void resize(NamedBackend disk) throws BlockException {
        int size = Math.max(1024, content.length + (random.nextInt(6) - 3) * 333_312 / 512 * 512);
        Preallocation mode = size < content.length || backed
                ? Preallocation.OFF
                : Preallocation.values()[random.nextInt(Preallocation.values().length)];
        if (backed && options.contains("compat=0.10")) {
            // without zero clusters, what is below would show through
            return;
        }
        disk.truncate(size, mode);
        resized(size);
    }

    /** With refcounts of one bit there can be none. */
    private void snapshot(BlockNode node) throws BlockException {
        if (snapshots.isEmpty() || random.nextInt(3) == 0) {
            String name = "s" + snapshotsSoFar++;
            try {
                node.createSnapshot(InternalSnapshot.ofDisk(name, 1_700_000_000, 0));
                snapshots.put(name, content.clone());
            } catch (BlockException e) {
                assertEquals(Errno.EINVAL, e.errno());
            }
            return;
        }
        String name = List.copyOf(snapshots.keySet()).get(random.nextInt(snapshots.size()));
        if (random.nextBoolean()) {
            node.deleteSnapshot(name);
            snapshots.remove(name);
        } else {
            bitmaps.removeAll(node);
            try {
                node.applySnapshot(name);
                content = snapshots.get(name).clone();
            } catch (BlockException e) {
                // small refcounts cannot be that high
                assertEquals(Errno.EINVAL, e.errno());
                content = Arrays.copyOf(content, Math.toIntExact(node.length()));
            }
            bitmaps.resized(content.length);
        }
        assertEquals(
                List.copyOf(snapshots.keySet()),
                node.snapshots().stream().map(InternalSnapshot::name).toList());
    }

    /** Whole clusters are forgotten, if nothing below would show through then. */
    private void discarded(int offset, int length) {
        int end = offset + length;
        int from = (offset + cluster - 1) / cluster * cluster;
        int to = end == content.length ? end : end / cluster * cluster;
        if (from < to && !(backed && options.contains("compat=0.10"))) {
            Arrays.fill(content, from, to, (byte) 0);
        }
    }

    private List<String> theirs(int count) {
        List<String> commands = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int length = 1 + random.nextInt(Math.min(content.length, 100_000));
            int at = random.nextInt(content.length - length + 1);
            int value = random.nextInt(256);
            switch (random.nextInt(5)) {
                case 0 -> {
                    commands.add((random.nextBoolean() ? "write -z " : "write -z -u ") + at + " " + length);
                    Arrays.fill(content, at, at + length, (byte) 0);
                }
                case 1 -> {
                    commands.add("discard " + at + " " + length);
                    discarded(at, length);
                }
                default -> {
                    commands.add("write -P " + value + " " + at + " " + length);
                    Arrays.fill(content, at, at + length, (byte) value);
                }
            }
            bitmaps.changed(at, length);
        }
        return commands;
    }

    /** What is not done to the disk, but to the image. */
    private void theirImage() throws Exception {
        switch (random.nextInt(3)) {
            case 0 -> {
                if (!options.contains("compat=0.10")) {
                    theirResize();
                }
            }
            case 1 -> {
                if (hasBitmaps()) {
                    List<String> words = new ArrayList<>(List.of("qemu-img", "bitmap", "-f", "qcow2"));
                    words.addAll(bitmaps.theirs(NAME));
                    bench.qemu.run(words.toArray(String[]::new));
                }
            }
            default -> theirSnapshot();
        }
    }

    private void theirResize() throws Exception {
        int old = content.length;
        int size = Math.max(1024, old + (random.nextInt(6) - 3) * 333_312 / 512 * 512);
        bench.qemu.run("qemu-img", "resize", "-q", "--shrink", "-f", "qcow2", NAME, String.valueOf(size));
        resized(size);
        int end = Math.min(size, Math.ceilDiv(old, cluster) * cluster);
        if (end > old) {
            // in QEMU the rest of the cluster is what it was before the disk was once made shorter
            bench.qemu.io(NAME, List.of("write -z " + old + " " + (end - old)));
            bitmaps.changed(old, end - old);
        }
    }

    private void theirSnapshot() throws Exception {
        // with small refcounts it may fail
        if (!hasSnapshots() || options.contains("refcount_bits=1") || options.contains("refcount_bits=2")) {
            return;
        }
        String name;
        String what;
        if (snapshots.isEmpty() || random.nextInt(3) == 0) {
            name = "s" + snapshotsSoFar++;
            what = "-c";
            snapshots.put(name, content.clone());
        } else {
            name = List.copyOf(snapshots.keySet()).get(random.nextInt(snapshots.size()));
            // bitmaps forbid to go back
            what = bitmaps.isEmpty() && random.nextBoolean() ? "-a" : "-d";
            if (what.equals("-a")) {
                content = snapshots.get(name).clone();
                bitmaps.resized(content.length);
            } else {
                snapshots.remove(name);
            }
        }
        bench.qemu.run("qemu-img", "snapshot", "-q", what, name, NAME);
    }
}
