package org.jobdeck.image;

import java.time.Instant;
import java.util.List;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.InternalSnapshot;
import org.jobdeck.loop.Errno;

/**
 * Lists, makes, applies or deletes an image's internal snapshots (QEMU: qemu-img snapshot). The result is the list, if it
 * was asked for.
 *
 * @param image the image
 * @param action what is done
 * @param name the snapshot; ignored for a list
 * @param now the time, which a new snapshot gets
 * @param forceShare whether others may do with the image what they want
 */
public record SnapshotOperation(ImageSource image, Action action, String name, Instant now, boolean forceShare)
        implements ImageOperation<List<InternalSnapshot>> {

    /** What can be done. */
    public enum Action {
        /** Nothing but to open the image. */
        NONE,
        /** Tell of all. */
        LIST,
        /** Make one. */
        CREATE,
        /** Make the disk what it was. */
        APPLY,
        /** Delete one. */
        DELETE
    }

    @Override
    public String type() {
        return "image-snapshot";
    }

    @Override
    public List<InternalSnapshot> run(ImageContext context) throws ImageException, BlockException {
        boolean looks = action == Action.LIST || action == Action.NONE;
        BlockNode node = context.open(image, looks ? OpenMode.READ.sharing(forceShare) : OpenMode.WRITE);
        switch (action) {
            case LIST -> {
                return list(node);
            }
            case NONE -> {
                return List.of();
            }
            case CREATE -> create(node);
            case APPLY -> apply(node);
            case DELETE -> delete(node);
        }
        node.flush();
        return List.of();
    }

    /** The snapshots of a node; none where there can be none. */
    static List<InternalSnapshot> list(BlockNode node) throws BlockException {
        try {
            return node.snapshots();
        } catch (BlockException e) {
            if (e.errno() == Errno.ENOTSUP) {
                return List.of();
            }
            throw e;
        }
    }

    private void create(BlockNode node) throws ImageException {
        try {
            node.createSnapshot(new InternalSnapshot("", name, 0, now.getEpochSecond(), now.getNano(), 0, 0, 0));
        } catch (BlockException e) {
            throw new ImageException(
                    1,
                    "Could not create snapshot '" + name + "': " + e.result() + " ("
                            + e.errno().text() + ")",
                    e);
        }
    }

    private void apply(BlockNode node) throws ImageException {
        try {
            node.applySnapshot(name);
        } catch (BlockException e) {
            String reason = switch (e.errno()) {
                case ENOTSUP -> "Block driver does not support snapshots";
                case ENOENT -> "Failed to load snapshot: " + e.errno().text();
                default -> e.getMessage();
            };
            throw new ImageException(1, "Could not apply snapshot '" + name + "': " + reason, e);
        }
    }

    private void delete(BlockNode node) throws ImageException {
        try {
            node.deleteSnapshot(name);
        } catch (BlockException e) {
            boolean missing = e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTSUP;
            throw new ImageException(
                    1,
                    "Could not delete snapshot '" + name + "': " + (missing ? "snapshot not found" : e.getMessage()),
                    e);
        }
    }
}
