package org.jobdeck.image;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.InternalSnapshot;
import org.jobdeck.loop.Errno;

/**
 * Lists, makes, applies or deletes an image's internal snapshots (QEMU: qemu-img snapshot). The result is the list, if it
 * was asked for, or what a dry run found.
 *
 * @param image the image
 * @param action what is done
 * @param name the snapshot; ignored for a list
 * @param now the time, which a new snapshot gets
 * @param forceShare whether others may do with the image what they want
 * @param dryRun whether nothing is to be changed
 */
public record SnapshotOperation(
        ImageSource image, Action action, String name, Instant now, boolean forceShare, boolean dryRun)
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
        BlockNode node = context.open(image, looks || dryRun ? OpenMode.READ.sharing(forceShare) : OpenMode.WRITE);
        return switch (action) {
            case LIST -> list(node);
            case NONE -> List.of();
            case CREATE, APPLY, DELETE -> dryRun ? look(node) : change(node);
        };
    }

    private List<InternalSnapshot> change(BlockNode node) throws ImageException, BlockException {
        switch (action) {
            case CREATE -> create(node);
            case APPLY -> apply(node);
            case DELETE -> delete(node);
            case LIST, NONE -> throw new IllegalStateException(action + " changes nothing");
        }
        node.flush();
        return List.of();
    }

    /** The snapshot that would be applied or deleted; none if one would be made. */
    private List<InternalSnapshot> look(BlockNode node) throws ImageException {
        try {
            if (action == Action.APPLY && !node.bitmaps().all().isEmpty()) {
                throw new BlockException(Errno.EBUSY, "Device has active dirty bitmaps");
            }
            Optional<InternalSnapshot> found = find(node.snapshots());
            if (action == Action.CREATE) {
                return List.of();
            }
            return List.of(found.orElseThrow(() -> new BlockException(Errno.ENOENT)));
        } catch (BlockException e) {
            throw failed(e);
        }
    }

    /** By its id first, and then by its name. */
    private Optional<InternalSnapshot> find(List<InternalSnapshot> all) {
        return all.stream()
                .filter(each -> each.id().equals(name))
                .findFirst()
                .or(() -> all.stream().filter(each -> each.name().equals(name)).findFirst());
    }

    private ImageException failed(BlockException e) {
        return switch (action) {
            case APPLY -> notApplied(e);
            case DELETE -> notDeleted(e);
            case CREATE, LIST, NONE -> notCreated(e);
        };
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
            throw notCreated(e);
        }
    }

    private ImageException notCreated(BlockException e) {
        return new ImageException(
                1,
                "Could not create snapshot '" + name + "': " + e.result() + " ("
                        + e.errno().text() + ")",
                e);
    }

    private void apply(BlockNode node) throws ImageException {
        try {
            node.applySnapshot(name);
        } catch (BlockException e) {
            throw notApplied(e);
        }
    }

    private ImageException notApplied(BlockException e) {
        String reason = switch (e.errno()) {
            case ENOTSUP -> "Block driver does not support snapshots";
            case ENOENT -> "Failed to load snapshot: " + e.errno().text();
            default -> e.getMessage();
        };
        return new ImageException(1, "Could not apply snapshot '" + name + "': " + reason, e);
    }

    private void delete(BlockNode node) throws ImageException {
        try {
            node.deleteSnapshot(name);
        } catch (BlockException e) {
            throw notDeleted(e);
        }
    }

    private ImageException notDeleted(BlockException e) {
        boolean missing = e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTSUP;
        return new ImageException(
                1, "Could not delete snapshot '" + name + "': " + (missing ? "snapshot not found" : e.getMessage()), e);
    }
}
