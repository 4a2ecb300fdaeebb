package org.jobdeck.block.internal.qcow2;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.InternalSnapshot;
import org.jobdeck.block.Preallocation;
import org.jobdeck.loop.Errno;

/** Makes, applies and deletes internal snapshots. Takes the locks itself. */
final class Snapshots {

    private final ImageState image;
    private final CoroutineLock lock;
    private final RangeLocks ranges;
    private final Metadata meta;
    private final SharedTables shared;
    private final Resizer resizer;

    Snapshots(
            ImageState image,
            CoroutineLock lock,
            RangeLocks ranges,
            Metadata meta,
            SharedTables shared,
            Resizer resizer) {
        this.image = image;
        this.lock = lock;
        this.ranges = ranges;
        this.meta = meta;
        this.shared = shared;
        this.resizer = resizer;
    }

    List<InternalSnapshot> list() throws BlockException {
        return lock.call(
                () -> SnapshotTable.read(image).stream().map(Snapshot::info).toList());
    }

    private void change(CoroutineLock.Action action) throws BlockException {
        image.requireAlive();
        if (image.hasDataFile()) {
            throw new BlockException(Errno.ENOTSUP);
        }
        ranges.all(() -> {
            action.run();
            return null;
        });
    }

    /** Makes one of the disk as it is (QEMU: qcow2_snapshot_create). */
    void create(InternalSnapshot wanted) throws BlockException {
        change(() -> lock.run(() -> {
            List<Snapshot> all = new ArrayList<>(SnapshotTable.read(image));
            if (all.size() >= Limits.MAX_SNAPSHOTS) {
                throw new BlockException(Errno.EFBIG);
            }
            meta.order().beforeChange();
            meta.order().writeAndFlush();
            long[] l1 = meta.l1().copy();
            long place = meta.allocator().forBytes(Math.max(1, l1.length) * (long) Long.BYTES, "L1 table");
            try {
                image.fresh().write(place, L1Table.bytes(l1));
                shared.retain(l1);
            } catch (BlockException e) {
                meta.allocator().freeBytes(place, Math.max(1, l1.length) * (long) Long.BYTES, false);
                throw e;
            }
            shared.refreshFlags();
            InternalSnapshot info = new InternalSnapshot(
                    newId(all),
                    wanted.name(),
                    wanted.vmStateSize(),
                    wanted.seconds(),
                    wanted.nanoseconds(),
                    wanted.vmClock(),
                    wanted.icount(),
                    image.header().size());
            all.add(new Snapshot(new TablePlace(place, l1.length), info, SnapshotTable.extra(info)));
            write(all);
        }));
    }

    private static String newId(List<Snapshot> all) {
        long most = 0;
        for (Snapshot each : all) {
            try {
                most = Math.max(most, Long.parseLong(each.id()));
            } catch (NumberFormatException e) {
                // an id need not be a number, and then no number is like it
                continue;
            }
        }
        return String.valueOf(most + 1);
    }

    /** Makes the disk what it was then (QEMU: qcow2_snapshot_goto). */
    void apply(String idOrName) throws BlockException {
        Snapshot snapshot = lock.call(() -> find(SnapshotTable.read(image), idOrName));
        shared.check(List.of(snapshot));
        long size = snapshot.info().diskSize();
        if (size != 0 && size != image.header().size()) {
            resizer.resize(size, Preallocation.OFF);
        }
        lock.run(() -> resizer.growL1(snapshot.l1().entries()));
        change(() -> lock.run(() -> {
            meta.order().beforeChange();
            meta.order().writeAndFlush();
            long[] old = meta.l1().copy();
            long[] l1 = Arrays.copyOf(L1Table.read(image.file(), snapshot.l1()), old.length);
            shared.retain(l1);
            image.again(MetadataKind.ACTIVE_L1).write(image.header().l1().offset(), L1Table.bytes(l1));
            image.file().flush();
            meta.l1().replaceBy(l1);
            shared.release(old);
            meta.order().writeAndFlush();
            shared.refreshFlags();
        }));
    }

    /** Deletes one (QEMU: qcow2_snapshot_delete). */
    void delete(String idOrName) throws BlockException {
        change(() -> lock.run(() -> {
            List<Snapshot> all = new ArrayList<>(SnapshotTable.read(image));
            Snapshot snapshot = find(all, idOrName);
            shared.check(List.of(snapshot));
            meta.order().beforeChange();
            meta.order().writeAndFlush();
            all.remove(snapshot);
            long[] l1 = L1Table.read(image.file(), snapshot.l1());
            write(all);
            shared.release(l1);
            meta.allocator().freeBytes(snapshot.l1().offset(), Math.max(1, l1.length) * (long) Long.BYTES, true);
            meta.order().writeAndFlush();
            shared.refreshFlags();
        }));
    }

    /** By its id first, and then by its name. */
    private static Snapshot find(List<Snapshot> all, String idOrName) throws BlockException {
        Optional<Snapshot> byId =
                all.stream().filter(each -> each.id().equals(idOrName)).findFirst();
        try {
            return byId.or(() ->
                            all.stream().filter(each -> each.isCalled(idOrName)).findFirst())
                    .orElseThrow();
        } catch (NoSuchElementException e) {
            throw new BlockException(Errno.ENOENT, Errno.ENOENT.text(), e);
        }
    }

    private void write(List<Snapshot> all) throws BlockException {
        TablePlace old = image.header().snapshots();
        long oldBytes = SnapshotTable.bytes(image);
        long place = 0;
        if (!all.isEmpty()) {
            java.nio.ByteBuffer table = SnapshotTable.toBytes(all);
            place = meta.allocator().forBytes(table.remaining(), "snapshot table");
            image.fresh().write(place, table);
        }
        meta.order().writeAndFlush();
        image.writeSnapshotsPlace(new TablePlace(place, all.size()));
        image.snapshots(all);
        image.file().flush();
        meta.allocator().freeBytes(old.offset(), oldBytes, true);
        meta.order().writeAndFlush();
    }
}
