package org.jobdeck.block.internal.qcow2;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.ImageInfo;
import org.jobdeck.block.InternalSnapshot;
import org.jobdeck.loop.Errno;

/**
 * What all parts of an open image share: where it is stored, its header, and whether it was found to be corrupt. Guarded
 * by the metadata lock; the geometry never changes.
 */
final class ImageState {

    private static final Logger LOG = System.getLogger(ImageState.class.getName());

    private final Storage file;
    private final Geometry geometry;
    private volatile boolean writable;
    private Storage data;
    private volatile ImageHead head;
    private volatile List<InternalSnapshot> snapshots = List.of();
    private volatile List<TablePlace> snapshotTables = List.of();
    private volatile long snapshotTableBytes;
    private OverlapCheck overlaps;
    private volatile List<ImageInfo.Bitmap> bitmaps = List.of();
    private final CorruptionListener listener;
    private boolean toldCorruption;
    private volatile boolean dead;

    ImageState(Storage file, ImageHead head, boolean writable, CorruptionListener listener) {
        this.listener = listener;
        this.file = file;
        this.data = file;
        this.head = head;
        this.writable = writable;
        this.geometry = Geometry.of(head.header());
    }

    Storage file() {
        return file;
    }

    /** Where the guest's data are: the external data file, or the file itself. */
    Storage data() {
        return data;
    }

    void data(Storage dataFile) {
        data = dataFile;
    }

    boolean hasDataFile() {
        return head.header().has(Feature.DATA_FILE);
    }

    /** Whether the external data file alone is to show the guest's data. */
    boolean isDataFileRaw() {
        return hasDataFile() && head.header().has(Feature.DATA_FILE_RAW);
    }

    Geometry geometry() {
        return geometry;
    }

    boolean isWritable() {
        return writable;
    }

    void writable(boolean now) {
        writable = now;
    }

    ImageHead head() {
        return head;
    }

    Header header() {
        return head.header();
    }

    /** The header as it has just been read, or as it is on the disk already. */
    void head(ImageHead newHead) {
        head = newHead;
    }

    /** What is told of the internal snapshots, as they are on the disk. */
    List<InternalSnapshot> snapshots() {
        return snapshots;
    }

    /** The table of snapshots was read or written. */
    void snapshots(List<Snapshot> onDisk) {
        snapshots = onDisk.stream().map(Snapshot::info).toList();
        snapshotTables = onDisk.stream().map(Snapshot::l1).toList();
        snapshotTableBytes = SnapshotTable.toBytes(onDisk).remaining();
    }

    /** The L1 tables of the internal snapshots. */
    List<TablePlace> snapshotTables() {
        return snapshotTables;
    }

    /** How long the table of snapshots is. */
    long snapshotTableBytes() {
        return snapshotTableBytes;
    }

    /** From now on nothing is written over what the image is made of. */
    void overlaps(OverlapCheck check) {
        overlaps = check;
        if (!hasDataFile()) {
            data = new CheckedStorage(file, check, Optional.empty());
        }
    }

    /** The image's file, for something new of what the image is made of. */
    Storage fresh() {
        return new CheckedStorage(file, overlaps, Optional.empty());
    }

    /** The image's file, for what is written where something of the kind is already. */
    Storage again(MetadataKind own) {
        return new CheckedStorage(file, overlaps, Optional.of(own));
    }

    /** What is told of the bitmaps, as they are on the disk. */
    List<ImageInfo.Bitmap> bitmaps() {
        return bitmaps;
    }

    /** The directory of bitmaps was read or written. */
    void bitmaps(List<BitmapTables.Entry> onDisk) {
        bitmaps = onDisk.stream().map(BitmapTables.Entry::info).toList();
    }

    /** Writes the whole first cluster. */
    void writeHead(ImageHead newHead) throws BlockException {
        file.write(0, newHead.toBytes());
        head = newHead;
    }

    /** Writes where the L1 table is. */
    void writeL1Place(TablePlace place) throws BlockException {
        ByteBuffer field = ByteBuffer.allocate(12);
        field.putInt(place.entries()).putLong(place.offset());
        file.write(Header.AT_L1, field.flip());
        head = head.with(header().withL1(place));
    }

    /** Writes where the refcount table is. */
    void writeRefcountTablePlace(TablePlace place) throws BlockException {
        ByteBuffer field = ByteBuffer.allocate(12);
        field.putLong(place.offset()).putInt(place.entries());
        file.write(Header.AT_REFCOUNT_TABLE, field.flip());
        head = head.with(header().withRefcountTable(place));
    }

    /** Writes where the snapshot table is. */
    void writeSnapshotsPlace(TablePlace place) throws BlockException {
        ByteBuffer field = ByteBuffer.allocate(12);
        field.putInt(place.entries()).putLong(place.offset());
        file.write(Header.AT_SNAPSHOTS, field.flip());
        head = head.with(header().withSnapshots(place));
    }

    /** Writes the feature bits; an image of version 2 has none. */
    void writeFeatures(Features features) throws BlockException {
        if (header().version() > 2) {
            ByteBuffer field = ByteBuffer.allocate(24);
            field.putLong(features.incompatible())
                    .putLong(features.compatible())
                    .putLong(features.autoclear());
            file.write(Header.AT_FEATURES, field.flip());
            head = head.with(header().withFeatures(features));
        }
    }

    /** Writes the length of the guest's disk. */
    void writeSize(long size) throws BlockException {
        ByteBuffer field = ByteBuffer.allocate(Long.BYTES);
        field.putLong(size);
        file.write(Header.AT_SIZE, field.flip());
        head = head.with(header().withSize(size));
    }

    /** Refuses requests on an image that was found to be corrupt. */
    void requireAlive() throws BlockException {
        if (dead) {
            throw new BlockException(Errno.ENXIO, "No medium found");
        }
    }

    /**
     * Something was found that cannot be (QEMU: qcow2_signal_corruption). An image that is written is marked and takes no
     * more requests, so that it does not get worse.
     *
     * @param fatal whether what was to be done would have made it worse
     * @return what the request fails with
     */
    BlockException corrupt(boolean fatal, String text) {
        if (!fatal || !writable) {
            tellCorruption(text);
        } else {
            die(text, Optional.empty(), Optional.empty());
        }
        return new BlockException(Errno.EIO);
    }

    /**
     * A write was about to destroy what the image is made of; like {@link #corrupt}.
     *
     * @param offset where in the file
     * @param bytes how many
     */
    BlockException corruptingWrite(long offset, long bytes, MetadataKind what) {
        die(
                "Preventing invalid write on metadata (overlaps with " + what.text() + ")",
                Optional.of(offset),
                Optional.of(bytes));
        return new BlockException(Errno.EIO);
    }

    private void die(String text, Optional<Long> offset, Optional<Long> bytes) {
        if (dead) {
            return;
        }
        dead = true;
        LOG.log(
                Level.WARNING,
                () -> "qcow2: Marking image as corrupt: " + text + "; further corruption events will be suppressed");
        listener.corrupted(text, offset, bytes, true);
        try {
            writeFeatures(header().features().with(Feature.CORRUPT, true));
            file.flush();
        } catch (BlockException e) {
            LOG.log(Level.WARNING, () -> "the image could not be marked as corrupt: " + e.getMessage());
        }
    }

    /** Says that something was found that cannot be, and that does no harm; the first of an image is told, and no other. */
    void tellCorruption(String text) {
        if (!dead && !toldCorruption) {
            toldCorruption = true;
            LOG.log(
                    Level.WARNING,
                    () -> "qcow2: Image is corrupt: " + text
                            + "; further non-fatal corruption events will be suppressed");
            listener.corrupted(text, Optional.empty(), Optional.empty(), false);
        }
    }

    /** Who is told that something was found that cannot be. */
    interface CorruptionListener {
        /** Where it is, and how long, are told where they are the point. */
        void corrupted(String text, Optional<Long> offset, Optional<Long> bytes, boolean fatal);
    }

    boolean isDead() {
        return dead;
    }

    /** A number as it stands in QEMU's messages. */
    static String hex(long number) {
        return number == 0 ? "0" : "0x" + Long.toHexString(number);
    }
}
