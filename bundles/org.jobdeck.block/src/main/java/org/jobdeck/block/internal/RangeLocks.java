package org.jobdeck.block.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jobdeck.block.BlockException;
import org.jobdeck.loop.Coroutine;

/**
 * Lets only one of several coroutines of a loop work on a range at a time (QEMU: serialising requests). Touched only with
 * that loop's baton.
 */
final class RangeLocks {

    private final List<Range> held = new ArrayList<>();

    private record Range(long offset, long bytes, CompletableFuture<Void> end) {
        boolean overlaps(long otherOffset, long otherBytes) {
            return otherOffset < offset + bytes && offset < otherOffset + otherBytes;
        }
    }

    /** Something that may fail as requests do. */
    @FunctionalInterface
    interface Work {
        void run() throws BlockException;
    }

    /** Does something while nobody else works on the range; not reentrant. */
    void with(long offset, long bytes, Work work) throws BlockException {
        Optional<Range> other = overlapping(offset, bytes);
        while (other.isPresent()) {
            await(other.get().end());
            other = overlapping(offset, bytes);
        }
        Range mine = new Range(offset, bytes, new CompletableFuture<>());
        held.add(mine);
        try {
            work.run();
        } finally {
            held.remove(mine);
            mine.end().complete(null);
        }
    }

    private Optional<Range> overlapping(long offset, long bytes) {
        return held.stream().filter(range -> range.overlaps(offset, bytes)).findFirst();
    }

    private static void await(CompletableFuture<Void> end) {
        try {
            Coroutine.await(end);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the end of a request carries no failure", e);
        }
    }
}
