package org.jobdeck.image;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jobdeck.block.BlockException;
import org.jobdeck.loop.Coroutine;

/** Pieces of work under way at the same time, each in a coroutine of its own. Touched with the loop's baton only. */
final class Flights {

    /** A piece of work. */
    @FunctionalInterface
    interface Piece {
        void run() throws ImageException, BlockException;
    }

    private final int most;
    private int inFlight;
    private Throwable failure;

    /** Completed when a piece ends; null while nobody waits. */
    private CompletableFuture<Void> ends;

    /** At most that many at the same time. */
    Flights(int most) {
        this.most = most;
    }

    /**
     * Starts a piece, once there is room for it.
     *
     * @throws ImageException or BlockException what an earlier piece threw
     */
    void start(Piece piece) throws ImageException, BlockException {
        while (inFlight >= most && failure == null) {
            awaitOne();
        }
        check();
        inFlight++;
        Coroutine.current().loop().coroutine("piece", () -> fly(piece)).enter();
    }

    private void fly(Piece piece) {
        try {
            piece.run();
        } catch (ImageException | BlockException | RuntimeException | Error e) {
            if (failure == null) {
                failure = e;
            }
        } finally {
            inFlight--;
            if (ends != null) {
                CompletableFuture<Void> waiting = ends;
                ends = null;
                waiting.complete(null);
            }
        }
    }

    /** Waits until nothing is under way. */
    void rest() {
        while (inFlight > 0) {
            awaitOne();
        }
    }

    /** Throws what a piece threw first. */
    void check() throws ImageException, BlockException {
        switch (failure) {
            case null -> {}
            case ImageException e -> throw e;
            case BlockException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(failure);
        }
    }

    private void awaitOne() {
        if (ends == null) {
            ends = new CompletableFuture<>();
        }
        try {
            Coroutine.await(ends);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the end of a piece carries no failure", e);
        }
    }
}
