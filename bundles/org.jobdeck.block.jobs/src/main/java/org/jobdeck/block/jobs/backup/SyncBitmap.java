package org.jobdeck.block.jobs.backup;

import java.util.Optional;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.DirtyBitmap;

/**
 * The bitmap of a backup: what it says is copied, or it is brought up to date with what was. While the backup runs a
 * successor records what is written (QEMU: sync_bitmap). Main loop, but {@link #choose}.
 */
final class SyncBitmap {

    private final BlockNode source;
    private final DirtyBitmap bitmap;
    private final BitmapMode mode;
    private boolean over;

    private SyncBitmap(BlockNode source, DirtyBitmap bitmap, BitmapMode mode) {
        this.source = source;
        this.bitmap = bitmap;
        this.mode = mode;
    }

    /**
     * Takes the bitmap of a request, if it has one, which has been checked.
     *
     * @throws BlockException if it may not be changed though it would have to be
     */
    static Optional<SyncBitmap> take(BackupRequest request, BlockNode source) throws BlockException {
        if (request.bitmap().isEmpty()) {
            return Optional.empty();
        }
        DirtyBitmap bitmap = source.bitmaps().require(request.bitmap().get());
        BitmapMode mode = request.bitmapMode().orElse(BitmapMode.ON_SUCCESS);
        if (mode != BitmapMode.NEVER) {
            bitmap.check(DirtyBitmap.Use.CHANGE);
        }
        source.bitmaps().createSuccessor(bitmap);
        return Optional.of(new SyncBitmap(source, bitmap, mode));
    }

    /** Nothing comes of the backup. */
    void giveBack() {
        if (!over) {
            over = true;
            source.bitmaps().reclaim(bitmap);
        }
    }

    /** Leaves out of a copy what the bitmap does not say. In the job's loop. */
    void choose(CopyMap map) {
        map.keepOnly(bitmap);
    }

    /**
     * The backup is over: the bitmap has what is missing from the target now, or what it had and what was written
     * meanwhile. Nothing happens a second time.
     *
     * @param missing what was not copied
     */
    void end(boolean success, CopyMap missing) {
        if (over) {
            return;
        }
        over = true;
        boolean renew = mode == BitmapMode.ALWAYS || success && mode == BitmapMode.ON_SUCCESS;
        if (!renew) {
            source.bitmaps().reclaim(bitmap);
            return;
        }
        DirtyBitmap heir = source.bitmaps().abdicate(bitmap);
        if (!success) {
            CopyMap.Range range = missing.next(0, Long.MAX_VALUE - CopyMap.CLUSTER);
            while (range != null) {
                heir.set(range.offset(), range.bytes());
                range = missing.next(range.offset() + range.bytes(), Long.MAX_VALUE - CopyMap.CLUSTER);
            }
        }
    }
}
