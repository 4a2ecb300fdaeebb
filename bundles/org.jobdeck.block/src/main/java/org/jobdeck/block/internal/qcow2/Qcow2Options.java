package org.jobdeck.block.internal.qcow2;

import java.util.Optional;
import java.util.Set;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.NodeOptions;
import org.jobdeck.block.NodeSettings;
import org.jobdeck.loop.Errno;

/**
 * The options of a node of the format (QEMU: BlockdevOptionsQcow2).
 *
 * @param lazyRefcounts whether refcounts may be written late; empty: as the image says
 * @param passRequests whether the storage is told of what users discard; empty: if discards are not ignored
 * @param passSnapshots whether the storage is told of what deleted snapshots leave
 * @param overlapChecks what is not to be overwritten by anything else
 * @param caches how large QEMU's caches are, which has no effect here, but may be refused
 * @param encryption the format of the encryption that the image is to have
 * @param forCheck whether it is opened to be checked, in whatever state it is
 */
record Qcow2Options(
        Optional<Boolean> lazyRefcounts,
        Optional<Boolean> passRequests,
        boolean passSnapshots,
        Set<MetadataKind> overlapChecks,
        Caches caches,
        Optional<String> encryption,
        boolean forCheck) {

    /** All that can be given for a node. */
    static final Set<String> NAMES = Set.of(
            "lazy-refcounts",
            "pass-discard-request",
            "pass-discard-snapshot",
            "pass-discard-other",
            "overlap-check",
            "l2-cache-size",
            "l2-cache-entry-size",
            "refcount-cache-size",
            "cache-size",
            "cache-clean-interval");

    /** Sizes in bytes, and seconds. */
    record Caches(
            Optional<Long> l2, Optional<Long> l2Entry, Optional<Long> refcounts, Optional<Long> all, long interval) {

        private static final long MOST_INTERVAL = 0xffff_ffffL;
        private static final long DEFAULT_INTERVAL = 600;
        private static final int LEAST_ENTRY = 1 << Limits.MIN_CLUSTER_BITS;

        static Caches of(NodeOptions options) throws BlockException {
            return new Caches(
                    options.size("l2-cache-size"),
                    options.size("l2-cache-entry-size"),
                    options.size("refcount-cache-size"),
                    options.size("cache-size"),
                    options.size("cache-clean-interval").orElse(DEFAULT_INTERVAL));
        }

        /** Refuses what cannot be for an image, in QEMU's order (QEMU: read_cache_sizes). */
        private void check(int clusterSize) throws BlockException {
            if (all.isPresent()) {
                refuse(
                        l2.isPresent() && refcounts.isPresent(),
                        "cache-size, l2-cache-size and refcount-cache-size may not be set at the same time");
                refuse(l2.orElse(0L) > all.get(), "l2-cache-size may not exceed cache-size");
                refuse(refcounts.orElse(0L) > all.get(), "refcount-cache-size may not exceed cache-size");
            }
            long entry = l2Entry.orElse((long) clusterSize);
            refuse(
                    entry < LEAST_ENTRY || entry > clusterSize || Long.bitCount(entry) != 1,
                    "L2 cache entry size must be a power of two between " + LEAST_ENTRY + " and the cluster size ("
                            + clusterSize + ")");
        }

        private void checkAfterwards(int clusterSize) throws BlockException {
            refuse(refcounts.orElse(0L) / clusterSize > Integer.MAX_VALUE, "Refcount cache size too big");
            refuse(interval > MOST_INTERVAL, "Cache clean interval too big");
        }
    }

    static Qcow2Options of(NodeOptions options) throws BlockException {
        // what else is freed is never passed on
        options.bool("pass-discard-other");
        Optional<NodeOptions> encrypt = options.object("encrypt");
        Optional<String> encryption = Optional.empty();
        if (encrypt.isPresent()) {
            encrypt.get().text("key-secret");
            encryption = encrypt.get().text("format");
        }
        return new Qcow2Options(
                options.bool("lazy-refcounts"),
                options.bool("pass-discard-request"),
                options.bool("pass-discard-snapshot").orElse(true),
                MetadataKind.from(options),
                Caches.of(options),
                encryption,
                options.bool(BlockNode.FOR_CHECK).orElse(false));
    }

    /** Refuses what cannot be for an image, in QEMU's order, because that decides which of several errors is told. */
    void check(Header header) throws BlockException {
        caches.check(header.clusterSize());
        caches.checkAfterwards(header.clusterSize());
        refuse(
                header.version() < 3 && lazyRefcounts.orElse(false),
                "Lazy refcounts require a qcow2 image with at least qemu 1.1 compatibility level");
        if (encryption.isPresent()) {
            throw refused("No encryption in image header, but options specified format '" + encryption.get() + "'");
        }
    }

    private static void refuse(boolean wrong, String text) throws BlockException {
        if (wrong) {
            throw refused(text);
        }
    }

    private static BlockException refused(String text) {
        return new BlockException(Errno.EINVAL, text);
    }

    /** Whether refcounts may be written late. */
    boolean isLazy(Header header) {
        return lazyRefcounts.orElse(header.has(Feature.LAZY_REFCOUNTS));
    }

    boolean passRequests(NodeSettings settings) {
        return passRequests.orElse(settings.unmap());
    }
}
