package org.jobdeck.block.internal;

import java.util.List;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.NodeOptions;
import org.jobdeck.json.JsonObject;
import org.jobdeck.loop.Errno;

/**
 * The options of a quorum (QEMU: BlockdevOptionsQuorum).
 *
 * @param threshold how many images must agree
 * @param blkverify whether two images that differ are an error of the whole
 * @param rewrite whether images that differ are put right
 * @param fifo whether the first image that can be read is enough
 * @param given as they were given
 */
record QuorumOptions(long threshold, boolean blkverify, boolean rewrite, boolean fifo, JsonObject given) {

    private static final String THRESHOLD = "vote-threshold";
    private static final String PATTERN = "read-pattern";
    private static final String BLKVERIFY = "blkverify";
    private static final String REWRITE = "rewrite-corrupted";

    static QuorumOptions of(NodeOptions options) throws BlockException {
        String pattern = options.text(PATTERN).orElse("quorum");
        if (!pattern.equals("fifo") && !pattern.equals("quorum")) {
            throw NodeOptions.wrongValue(PATTERN, pattern);
        }
        return new QuorumOptions(
                options.number(THRESHOLD).orElse(0L),
                options.bool(BLKVERIFY).orElse(false),
                options.bool(REWRITE).orElse(false),
                pattern.equals("fifo"),
                options.flattened(List.of(THRESHOLD, BLKVERIFY, REWRITE, PATTERN)));
    }

    /** Refuses what does not go together, in QEMU's order. */
    void check(int children) throws BlockException {
        if (children == 0) {
            throw refused("Number of provided children must be 1 or more");
        }
        if (threshold < 1) {
            throw refused("Parameter '" + THRESHOLD + "' expects a value >= 1");
        }
        if (threshold > children) {
            throw refused("threshold may not exceed children count");
        }
        if (fifo) {
            return;
        }
        if (blkverify && (children != 2 || threshold != 2)) {
            throw refused("blkverify=on can only be set if there are exactly two files and vote-threshold is 2");
        }
        if (blkverify && rewrite) {
            throw refused("rewrite-corrupted=on cannot be used with blkverify=on");
        }
    }

    private static BlockException refused(String text) {
        return new BlockException(Errno.EINVAL, text);
    }
}
