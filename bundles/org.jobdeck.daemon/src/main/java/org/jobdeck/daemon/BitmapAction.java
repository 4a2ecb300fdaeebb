package org.jobdeck.daemon;

import org.jobdeck.block.BlockException;
import org.jobdeck.block.DirtyBitmap;
import org.jobdeck.block.DirtyBitmap.Use;
import org.jobdeck.json.JsonArguments;
import org.jobdeck.json.JsonException;
import org.jobdeck.qmp.QmpException;

/**
 * A change of a bitmap in a transaction (QEMU: block_dirty_bitmap_add_prepare and its siblings): it is made by prepare and
 * undone by abort. Only what is removed goes with commit, because it could not come back in the same place. Main loop.
 */
final class BitmapAction implements TransactionAction {

    private static final Runnable NOTHING = () -> {};

    private final Step step;
    private Runnable undo = NOTHING;
    private Runnable commit = NOTHING;

    private BitmapAction(Step step) {
        this.step = step;
    }

    /** What prepare does; it says how that is undone. */
    @FunctionalInterface
    private interface Step {
        void run(BitmapAction action) throws QmpException, BlockException, JsonException;
    }

    /** The action of a type whose name begins with {@code block-dirty-bitmap-}. */
    static BitmapAction of(BitmapCommands bitmaps, String type, JsonArguments data) {
        return new BitmapAction(
                switch (type) {
                    case "block-dirty-bitmap-add" -> action -> action.add(bitmaps.add(data));
                    case "block-dirty-bitmap-remove" ->
                        action -> action.remove(bitmaps, bitmaps.find(data, Use.REMOVE));
                    case "block-dirty-bitmap-clear" ->
                        action -> action.clear(bitmaps.find(data, Use.CHANGE).bitmap());
                    case "block-dirty-bitmap-enable" ->
                        action -> action.enable(bitmaps.find(data, Use.READ).bitmap(), true);
                    case "block-dirty-bitmap-disable" ->
                        action -> action.enable(bitmaps.find(data, Use.READ).bitmap(), false);
                    case "block-dirty-bitmap-merge" -> action -> action.merged(bitmaps.merge(data));
                    default -> throw new IllegalArgumentException("no action on bitmaps: " + type);
                });
    }

    private void add(BitmapCommands.Found added) {
        undo = () -> added.list().remove(added.bitmap());
    }

    private void remove(BitmapCommands bitmaps, BitmapCommands.Found found) throws BlockException {
        bitmaps.takeOutOfImage(found);
        DirtyBitmap bitmap = found.bitmap();
        bitmap.busy(true);
        undo = () -> bitmap.busy(false);
        commit = () -> {
            bitmap.busy(false);
            found.list().remove(bitmap);
        };
    }

    private void clear(DirtyBitmap bitmap) {
        DirtyBitmap.Bits before = bitmap.clear();
        undo = () -> bitmap.restore(before);
    }

    private void enable(DirtyBitmap bitmap, boolean record) {
        boolean before = bitmap.isEnabled();
        bitmap.enable(record);
        undo = () -> bitmap.enable(before);
    }

    private void merged(BitmapCommands.Merged merged) {
        undo = () -> merged.target().restore(merged.before());
    }

    @Override
    public void prepare() throws QmpException, BlockException {
        try {
            step.run(this);
        } catch (JsonException e) {
            throw QmpException.generic(e.getMessage());
        }
    }

    @Override
    public void commit() {
        commit.run();
    }

    @Override
    public void abort() {
        undo.run();
    }
}
