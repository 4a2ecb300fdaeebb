package org.jobdeck.block.internal.qcow2;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jobdeck.block.BlockException;

/**
 * Keeps requests apart that would disturb each other: those that change where the guest's data lie have their range for
 * themselves, those that only read or write what has its place share theirs. Each waits for those before it only, so
 * nobody waits forever. For the coroutines of one loop.
 */
final class RangeLocks {

    private final List<Range> ranges = new ArrayList<>();

    private static final class Range {
        private final long start;
        private final long end;
        private final boolean alone;
        private final CompletableFuture<Void> over = new CompletableFuture<>();

        Range(long start, long end, boolean alone) {
            this.start = start;
            this.end = end;
            this.alone = alone;
        }

        boolean disturbs(Range other) {
            return (alone || other.alone) && start < other.end && other.start < end;
        }
    }

    /** Does something on a range that others may use in the same way meanwhile. */
    <T> T shared(long start, long end, CoroutineLock.Call<T> call) throws BlockException {
        return locked(new Range(start, end, false), call);
    }

    /** Does something on a range that nobody else uses meanwhile. */
    <T> T alone(long start, long end, CoroutineLock.Call<T> call) throws BlockException {
        return locked(new Range(start, end, true), call);
    }

    /** Does something while nobody uses anything. */
    <T> T all(CoroutineLock.Call<T> call) throws BlockException {
        return alone(0, Long.MAX_VALUE, call);
    }

    private <T> T locked(Range mine, CoroutineLock.Call<T> call) throws BlockException {
        List<Range> before = ranges.isEmpty() ? List.of() : List.copyOf(ranges);
        ranges.add(mine);
        try {
            for (Range other : before) {
                if (mine.disturbs(other) && !other.over.isDone()) {
                    CoroutineLock.await(other.over);
                }
            }
            return call.run();
        } finally {
            ranges.remove(mine);
            mine.over.complete(null);
        }
    }
}
