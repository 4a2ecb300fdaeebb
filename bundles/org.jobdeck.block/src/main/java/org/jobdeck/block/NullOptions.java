package org.jobdeck.block;

import java.time.Duration;

/**
 * The options of a {@code null-co} node: a disk that forgets what is written.
 *
 * @param size its length in bytes
 * @param readZeroes whether reads give zeroes and the node says so; otherwise they leave the buffer as it is
 * @param latency how long each request takes
 */
public record NullOptions(long size, boolean readZeroes, Duration latency) {

    /** A disk of the given size that answers at once with zeroes. */
    public NullOptions(long size) {
        this(size, true, Duration.ZERO);
    }

    /** The description of the node. */
    public NodeSpec toSpec() {
        return NodeSpec.of("null-co")
                .with("size", size)
                .with("read-zeroes", readZeroes)
                .with("latency-ns", latency.toNanos());
    }
}
