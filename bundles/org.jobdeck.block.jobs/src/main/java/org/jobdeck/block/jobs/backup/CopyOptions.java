package org.jobdeck.block.jobs.backup;

import java.time.Duration;
import java.util.Optional;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.NodeOptions;

/**
 * How a filter copies before others write (QEMU: BlockdevOptionsCbw).
 *
 * @param breakSnapshot whether a copy that fails lets the write go on, and the snapshot is lost; otherwise the write fails
 * @param timeout how long a write waits for its copy; zero: as long as it takes
 * @param bitmap which parts are copied; empty: all
 */
record CopyOptions(boolean breakSnapshot, Duration timeout, Optional<BitmapName> bitmap) {

    private static final String ON_ERROR = "on-cbw-error";

    /** What the filter of a backup does. */
    static final CopyOptions OF_BACKUP = new CopyOptions(false, Duration.ZERO, Optional.empty());

    /** Where a bitmap is. */
    record BitmapName(String node, String name) {}

    static CopyOptions of(NodeOptions options) throws BlockException {
        String onError = options.text(ON_ERROR).orElse("break-guest-write");
        Optional<NodeOptions> bitmap = options.object("bitmap");
        Optional<BitmapName> name = Optional.empty();
        if (bitmap.isPresent()) {
            name = Optional.of(new BitmapName(
                    bitmap.get().requiredText("node"), bitmap.get().requiredText("name")));
            bitmap.get().refuseUnused();
        }
        return new CopyOptions(
                switch (onError) {
                    case "break-guest-write" -> false;
                    case "break-snapshot" -> true;
                    default -> throw NodeOptions.wrongValue(ON_ERROR, onError);
                },
                Duration.ofSeconds(options.number("cbw-timeout").orElse(0L)),
                name);
    }
}
