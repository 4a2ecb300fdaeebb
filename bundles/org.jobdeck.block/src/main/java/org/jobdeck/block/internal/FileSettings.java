package org.jobdeck.block.internal;

import java.util.Optional;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.NodeOptions;
import org.jobdeck.loop.Errno;

/**
 * The options of a {@code file} node (QEMU: BlockdevOptionsFile). How requests get to the host's file ({@code aio}) is
 * as Java and the system have it, whatever is asked for.
 *
 * @param path the file's name
 * @param locks whether others are told what is done with the file, and asked what they do
 * @param needsDirect whether an option was given that has a meaning only beside the page cache
 */
record FileSettings(String path, boolean locks, boolean needsDirect) {

    static FileSettings of(NodeOptions options) throws BlockException {
        String path = options.requiredText("filename");
        Optional<String> aio = options.text("aio");
        boolean locks = !options.text("locking").orElse("auto").equals("off");
        options.number("aio-max-batch");
        options.bool("drop-cache");
        options.bool("x-check-cache-dropped");
        Optional<String> manager = options.text("pr-manager");
        if (manager.isPresent()) {
            throw new BlockException(Errno.EINVAL, "No persistent reservation manager with id '" + manager.get() + "'");
        }
        return new FileSettings(path, locks, aio.orElse("").equals("native"));
    }

    /** Refuses what does not go together with the cache. */
    void check(boolean direct) throws BlockException {
        if (needsDirect && !direct) {
            throw new BlockException(
                    Errno.EINVAL,
                    "aio=native was specified, but it requires cache.direct=on, which was not specified.");
        }
    }
}
