package org.jobdeck.block;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jobdeck.loop.Coroutine;
import org.jobdeck.loop.EventLoop;

/** Carries a request to the loop it belongs to, and its outcome back. */
final class Routing {

    /** Something that may fail as requests do. */
    @FunctionalInterface
    interface Call<T> {
        T run() throws BlockException;
    }

    private Routing() {}

    /** The loop of the calling thread, which must have one to wait in. */
    static EventLoop requireLoop(String what) {
        EventLoop home = EventLoop.current();
        if (home == null) {
            throw new IllegalStateException(what + " must be asked for in an event loop, but the thread '"
                    + Thread.currentThread().getName() + "' is in none");
        }
        return home;
    }

    /** Runs the call in a coroutine of {@code target} and waits for it in the way of the calling thread. */
    static <T> T run(EventLoop target, String what, Call<T> call) throws BlockException {
        Coroutine here = Coroutine.current();
        if (here != null && here.loop() == target) {
            return call.run();
        }
        EventLoop home = requireLoop(what);
        CompletableFuture<T> result = new CompletableFuture<>();
        target.coroutine(what, () -> complete(result, call)).enter();
        if (here != null) {
            return await(result);
        }
        home.waitUntilDone(result);
        return valueOf(result);
    }

    /** Runs the call and keeps its outcome. */
    static <T> void complete(CompletableFuture<T> result, Call<T> call) {
        try {
            result.complete(call.run());
        } catch (BlockException | RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }

    /** Waits in a coroutine. */
    static <T> T await(CompletionStage<T> result) throws BlockException {
        try {
            return Coroutine.await(result);
        } catch (ExecutionException e) {
            throw HomeThread.asBlockException(e);
        }
    }

    /** The outcome of what is done. */
    static <T> T valueOf(CompletableFuture<T> result) throws BlockException {
        try {
            return result.join();
        } catch (java.util.concurrent.CompletionException e) {
            throw HomeThread.asBlockException(new ExecutionException(e.getCause()));
        }
    }
}
