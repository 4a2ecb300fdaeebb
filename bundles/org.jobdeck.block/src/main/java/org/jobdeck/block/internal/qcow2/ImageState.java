package org.jobdeck.block.internal.qcow2;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.List;
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
    private volatile List<ImageInfo.Bitmap> bitmaps = List.of();
    private boolean toldCorruption;
    private volatile boolean dead;

    ImageState(Storage file, ImageHead head, boolean writable) {
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
        } else if (!dead) {
            dead = true;
            LOG.log(
                    Level.WARNING,
                    () -> "qcow2: Marking image as corrupt: " + text
                            + "; further corruption events will be suppressed");
            try {
                writeFeatures(header().features().with(Feature.CORRUPT, true));
                file.flush();
            } catch (BlockException e) {
                LOG.log(Level.WARNING, () -> "the image could not be marked as corrupt: " + e.getMessage());
            }
        }
        return new BlockException(Errno.EIO);
    }

    /** Says that something was found that cannot be, and that does no harm; the first of an image is told, and no other. */
    void tellCorruption(String text) {
        if (!dead && !toldCorruption) {
            toldCorruption = true;
            LOG.log(
                    Level.WARNING,
                    () -> "qcow2: Image is corrupt: " + text
                            + "; further non-fatal corruption events will be suppressed");
        }
    }

    boolean isDead() {
        return dead;
    }

    /** A number as it stands in QEMU's messages. */
    static String hex(long number) {
        return number == 0 ? "0" : "0x" + Long.toHexString(number);
    }
}
