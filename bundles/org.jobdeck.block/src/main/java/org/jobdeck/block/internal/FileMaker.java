package org.jobdeck.block.internal;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockGraph;
import org.jobdeck.block.GrantedPermissions;
import org.jobdeck.block.ImageMaker;
import org.jobdeck.block.NodeOptions;
import org.jobdeck.block.Permission;
import org.jobdeck.block.Permissions;
import org.jobdeck.block.Preallocation;
import org.jobdeck.loop.Errno;

/** Makes a file of the host, or empties one that is there, and gives it its length (QEMU: raw_co_create). */
final class FileMaker implements ImageMaker {

    private static final Logger LOG = System.getLogger(FileMaker.class.getName());

    private static final long MOST_EXTENT_HINT = 0xffff_ffffL;
    private static final int FIRST_BLOCK = 4096;
    private static final int SECTOR = 512;

    private final BlockGraph graph;
    private final String path;
    private final long size;
    private final String preallocation;
    private final long extentSizeHint;

    private HostFile file;
    private boolean isNew;

    FileMaker(BlockGraph graph, NodeOptions options) throws BlockException {
        this.graph = graph;
        path = options.requiredText("filename");
        size = options.number("size")
                .orElseThrow(() -> new BlockException(Errno.EINVAL, "Parameter 'size' is missing"));
        preallocation = options.text("preallocation").orElse("off");
        extentSizeHint = options.number("extent-size-hint").orElse(0L);
        // both are advice to particular file systems, which QEMU too does not insist on
        options.bool("nocow");
    }

    @Override
    public void begin() throws BlockException {
        if (extentSizeHint < 0 || extentSizeHint > MOST_EXTENT_HINT) {
            throw new BlockException(Errno.EINVAL, "Extent size hint is too large");
        }
        blocking(this::create);
    }

    private void create() throws BlockException {
        try {
            file = HostFiles.create(path, true);
            isNew = true;
        } catch (BlockException e) {
            if (e.errno() != Errno.EEXIST) {
                throw couldNotCreate(e);
            }
            try {
                file = HostFiles.create(path, false);
            } catch (BlockException again) {
                throw couldNotCreate(again);
            }
        }
    }

    private BlockException couldNotCreate(BlockException e) {
        return new BlockException(e.errno(), "Could not create '" + path + "': " + e.getMessage(), e);
    }

    @Override
    public void finish() throws BlockException {
        blocking(this::make);
    }

    private void make() throws BlockException {
        boolean made = false;
        try {
            fill();
            made = true;
        } finally {
            close();
            if (!made && isNew) {
                remove();
            }
        }
    }

    private void fill() throws BlockException {
        // closing the file gives the locks back
        new ImageLock(file)
                .change(new GrantedPermissions(
                        Permissions.of(Permission.WRITE, Permission.RESIZE),
                        Permissions.ALL.without(Permission.RESIZE)))
                .commit();
        resize(0);
        // of whatever kind, known or not
        if (size < 0 && !preallocation.equals("off")) {
            throw new BlockException(Errno.ENOTSUP, "Cannot use preallocation for shrinking files");
        }
        switch (preallocation) {
            case "off" -> {
                resize(size);
                allocateBeginning();
            }
            case "falloc" -> new FileAllocation(file).grow(0, size, Preallocation.FALLOC);
            case "full" -> new FileAllocation(file).grow(0, size, Preallocation.FULL);
            default -> throw new BlockException(Errno.ENOTSUP, "Unsupported preallocation mode: " + preallocation);
        }
    }

    private void resize(long length) throws BlockException {
        try {
            file.truncate(length);
        } catch (BlockException e) {
            throw new BlockException(e.errno(), "Could not resize file: " + e.getMessage(), e);
        }
    }

    /**
     * A file that is nothing but a hole does not tell how requests on it must be aligned (QEMU: allocate_first_block).
     * It is a whole sector even in a shorter file, as there.
     */
    private void allocateBeginning() {
        try {
            if (size > 0) {
                file.write(0, ByteBuffer.allocate(size < FIRST_BLOCK ? SECTOR : FIRST_BLOCK));
            }
        } catch (BlockException e) {
            LOG.log(Level.DEBUG, () -> "the beginning of '" + path + "' stays a hole: " + e.getMessage());
        }
    }

    /** Something that blocks. */
    @FunctionalInterface
    private interface Work {
        void run() throws BlockException;
    }

    private void blocking(Work work) throws BlockException {
        graph.blocking(() -> {
            work.run();
            return true;
        });
    }

    private void close() {
        try {
            file.close();
        } catch (BlockException e) {
            LOG.log(Level.WARNING, () -> "closing the new file '" + path + "' failed: " + e.getMessage());
        }
    }

    private void remove() {
        try {
            Files.deleteIfExists(Path.of(path));
        } catch (IOException e) {
            LOG.log(Level.WARNING, () -> "the unfinished file '" + path + "' could not be removed", e);
        }
    }
}
