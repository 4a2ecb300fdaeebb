package org.jobdeck.block.internal.qcow2;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jobdeck.block.BlockException;
import org.jobdeck.loop.Coroutine;

/**
 * A lock between the coroutines of one loop: it is kept while its holder waits for a request, and those who come
 * meanwhile get it in their order (QEMU: CoMutex). Not reentrant.
 */
final class CoroutineLock {

    private final Queue<CompletableFuture<Void>> waiting = new ArrayDeque<>();
    private boolean held;

    /** Something that may fail as requests do. */
    @FunctionalInterface
    interface Call<T> {
        T run() throws BlockException;
    }

    /** Something without an outcome that may fail as requests do. */
    @FunctionalInterface
    interface Action {
        void run() throws BlockException;
    }

    /** Does something with the lock held. */
    void run(Action action) throws BlockException {
        call(() -> {
            action.run();
            return null;
        });
    }

    /** Does something with the lock held. */
    <T> T call(Call<T> call) throws BlockException {
        acquire();
        try {
            return call.run();
        } finally {
            release();
        }
    }

    private void acquire() {
        if (!held) {
            held = true;
            return;
        }
        CompletableFuture<Void> turn = new CompletableFuture<>();
        waiting.add(turn);
        await(turn);
    }

    /** Waits for what cannot fail. */
    static void await(CompletableFuture<Void> turn) {
        try {
            Coroutine.await(turn);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a turn cannot fail", e);
        }
    }

    private void release() {
        CompletableFuture<Void> next = waiting.poll();
        if (next == null) {
            held = false;
        } else {
            // it stays held: the next one has it from now on, even though it runs later
            next.complete(null);
        }
    }
}
