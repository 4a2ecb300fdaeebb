package org.jobdeck.block;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.jobdeck.loop.Coroutine;
import org.jobdeck.loop.Errno;
import org.jobdeck.loop.EventLoop;
import org.jobdeck.loop.WorkerPool;

/** The home thread of the main loop: where the graph changes and where one waits for drains. */
final class HomeThread {

    private final EventLoop mainLoop;

    HomeThread(EventLoop mainLoop) {
        this.mainLoop = mainLoop;
    }

    /** Whether the caller is the home thread itself, not a coroutine. */
    boolean isCurrent() {
        return Coroutine.current() == null && mainLoop.isCurrent();
    }

    /**
     * Runs something on the home thread: at once if the caller is it; if the caller is a coroutine, as a bottom half for
     * which the coroutine waits. Nobody else may call.
     */
    <T> T call(String what, Routing.Call<T> call) throws BlockException {
        if (isCurrent()) {
            return call.run();
        }
        if (Coroutine.current() == null) {
            mainLoop.requireCurrent(what);
        }
        CompletableFuture<T> result = new CompletableFuture<>();
        mainLoop.execute(() -> Routing.complete(result, call));
        return Routing.await(result);
    }

    /** Runs the main loop while the condition holds. Home thread only. */
    void waitWhile(BooleanSupplier condition) {
        if (condition.getAsBoolean()) {
            mainLoop.waitWhileUnlocked(condition);
        }
    }

    /** Runs the bottom halves of the main loop that are queued now, but no request. Home thread only. */
    void settle() {
        boolean[] reached = {false};
        mainLoop.execute(() -> reached[0] = true);
        mainLoop.waitWhileUnlocked(() -> !reached[0]);
    }

    /** Runs something that blocks on the pool; waits in the way of the calling thread. */
    <T> T blocking(WorkerPool pool, Callable<T> work) throws BlockException {
        if (Coroutine.current() != null) {
            return Routing.await(pool.submit(work));
        }
        mainLoop.requireCurrent("opening or closing a node");
        CompletableFuture<T> result = pool.submit(work);
        mainLoop.waitUntilDone(result);
        return Routing.valueOf(result);
    }

    /** The failure of some work as the exception of this package. */
    static BlockException asBlockException(ExecutionException e) {
        return switch (e.getCause()) {
            case BlockException b -> b;
            case RuntimeException r -> throw r;
            case Error error -> throw error;
            case Throwable other -> new BlockException(Errno.EIO, String.valueOf(other.getMessage()), other);
        };
    }
}
