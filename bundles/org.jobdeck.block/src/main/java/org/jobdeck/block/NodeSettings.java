package org.jobdeck.block;

import java.util.Optional;
import org.jobdeck.loop.Errno;

/**
 * The options that nodes of all drivers have (QEMU: the base of BlockdevOptions).
 *
 * @param readOnly whether writes are refused
 * @param autoReadOnly whether a file that cannot be written is opened for reading instead
 * @param forceShare whether the node's users may not keep others from anything
 * @param unmap whether what is no longer needed loses its place on the disk ({@code discard}); otherwise discards are
 *     ignored
 * @param detectZeroes what is done with zeroes that are written
 * @param direct whether reads and writes go past the page cache
 * @param noFlush whether flushes stop here
 */
public record NodeSettings(
        boolean readOnly,
        boolean autoReadOnly,
        boolean forceShare,
        boolean unmap,
        DetectZeroes detectZeroes,
        boolean direct,
        boolean noFlush) {

    static final String DETECT_ZEROES = "detect-zeroes";

    private static final String AUTO_READ_ONLY = "auto-read-only";
    private static final String FORCE_SHARE = "force-share";
    private static final String DISCARD = "discard";

    /** What holds for a node without any of these options that is nobody's child. */
    static final NodeSettings DEFAULT = new NodeSettings(false, false, false, false, DetectZeroes.OFF, false, false);

    /** Reads the options; what is absent is as in {@code otherwise}. */
    static NodeSettings of(NodeOptions options, NodeSettings otherwise) throws BlockException {
        Optional<NodeOptions> cache = options.object("cache");
        boolean direct = otherwise.direct();
        boolean noFlush = otherwise.noFlush();
        if (cache.isPresent()) {
            direct = cache.get().bool("direct").orElse(direct);
            noFlush = cache.get().bool("no-flush").orElse(noFlush);
            cache.get().refuseUnused();
        }
        Optional<String> detectZeroes = options.text(DETECT_ZEROES);
        return new NodeSettings(
                options.bool(NodeOptions.READ_ONLY).orElse(otherwise.readOnly()),
                options.bool(AUTO_READ_ONLY).orElse(otherwise.autoReadOnly()),
                options.bool(FORCE_SHARE).orElse(otherwise.forceShare()),
                unmap(options).orElse(otherwise.unmap()),
                detectZeroes.isPresent() ? DetectZeroes.ofQmpName(detectZeroes.get()) : otherwise.detectZeroes(),
                direct,
                noFlush);
    }

    private static Optional<Boolean> unmap(NodeOptions options) throws BlockException {
        Optional<String> discard = options.text(DISCARD);
        if (discard.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (discard.get()) {
                    case "unmap", "on" -> true;
                    case "ignore", "off" -> false;
                    default -> throw NodeOptions.wrongValue(DISCARD, discard.get());
                });
    }

    /** What a child takes over where its own description says nothing (QEMU: bdrv_inherited_options). */
    NodeSettings forChild() {
        // a driver passes discards on only if it has accepted them itself
        return new NodeSettings(readOnly, autoReadOnly, forceShare, true, DetectZeroes.OFF, direct, noFlush);
    }

    /** What a backing file takes over. */
    NodeSettings forBacking() {
        return new NodeSettings(true, false, forceShare, true, DetectZeroes.OFF, direct, noFlush);
    }

    /** What holds when the node is reopened and nothing is said; some of it stays as it is. */
    NodeSettings asReopened(NodeSettings now) {
        return new NodeSettings(readOnly, autoReadOnly, now.forceShare, now.unmap, DetectZeroes.OFF, direct, noFlush);
    }

    /** The same, read-only. */
    NodeSettings asReadOnly() {
        return new NodeSettings(true, autoReadOnly, forceShare, unmap, detectZeroes, direct, noFlush);
    }

    /** Refuses what cannot be together. */
    void check() throws BlockException {
        if (forceShare && !readOnly) {
            throw new BlockException(Errno.EINVAL, "force-share=on can only be used with read-only images");
        }
    }

    /** Refuses zeroes that would have to lose their place where nothing may. */
    void checkDetectZeroes() throws BlockException {
        if (detectZeroes == DetectZeroes.UNMAP && !unmap) {
            throw new BlockException(
                    Errno.EINVAL,
                    "setting detect-zeroes to unmap is not allowed without setting discard operation to unmap");
        }
    }
}
