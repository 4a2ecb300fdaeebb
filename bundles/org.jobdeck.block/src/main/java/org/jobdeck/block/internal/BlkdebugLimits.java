package org.jobdeck.block.internal;

import java.util.Optional;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.NodeOptions;
import org.jobdeck.loop.Errno;

/**
 * The limits that a blkdebug node can be given for requests (QEMU: blkdebug_open). They are checked as there and then
 * bind nobody: what they are for, the splitting and padding of requests, no driver here needs.
 */
final class BlkdebugLimits {

    private static final long MOST_ALIGN = Integer.MAX_VALUE;
    private static final long MOST = Integer.MAX_VALUE;

    private BlkdebugLimits() {}

    /** Refuses limits that contradict each other. */
    static void check(NodeOptions options) throws BlockException {
        long align = options.size("align").orElse(0L);
        if (align >= MOST_ALIGN || Long.bitCount(align) > 1) {
            throw cannotMeet("align", align);
        }
        long least = Math.max(align, 1);
        multiple(options, "max-transfer", least);
        long zero = multiple(options, "opt-write-zero", least);
        multiple(options, "max-write-zero", Math.max(zero, least));
        long discard = multiple(options, "opt-discard", least);
        multiple(options, "max-discard", Math.max(discard, least));
    }

    private static long multiple(NodeOptions options, String name, long of) throws BlockException {
        Optional<Long> value = options.number(name);
        if (value.isEmpty()) {
            return 0;
        }
        if (value.get() > MOST || value.get() < Integer.MIN_VALUE) {
            throw new BlockException(Errno.EINVAL, "Parameter '" + name + "' expects int32_t");
        }
        long size = options.size(name).orElse(0L);
        if (size % of != 0) {
            throw cannotMeet(name, size);
        }
        return size;
    }

    private static BlockException cannotMeet(String name, long value) {
        return new BlockException(Errno.EINVAL, "Cannot meet constraints with " + name + " " + value);
    }
}
