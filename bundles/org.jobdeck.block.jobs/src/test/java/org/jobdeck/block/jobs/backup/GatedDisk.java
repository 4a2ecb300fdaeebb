package org.jobdeck.block.jobs.backup;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jobdeck.block.BlockDriver;
import org.jobdeck.loop.Coroutine;

/** A disk whose reads wait until the test lets them go on. It reads as zeroes and is full of data all the same. */
final class GatedDisk implements BlockDriver {

    private final long length;
    private final ArrayDeque<CompletableFuture<Void>> waiting = new ArrayDeque<>();
    private boolean open;
    private int most;
    private int reads;

    GatedDisk(long length) {
        this.length = length;
    }

    @Override
    public String name() {
        return "gated";
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void pread(long offset, ByteBuffer into) {
        reads++;
        if (!open) {
            CompletableFuture<Void> gate = new CompletableFuture<>();
            waiting.add(gate);
            most = Math.max(most, waiting.size());
            try {
                Coroutine.await(gate);
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
        into.position(into.limit());
    }

    @Override
    public void pwrite(long offset, ByteBuffer from) {
        from.position(from.limit());
    }

    /** Lets all reads pass, those that wait and those to come. Main loop. */
    GatedDisk open() {
        open = true;
        while (!waiting.isEmpty()) {
            releaseOne();
        }
        return this;
    }

    /** Lets the read go on that has waited longest. Main loop. */
    void releaseOne() {
        waiting.remove().complete(null);
    }

    /** How many reads wait. */
    int waiting() {
        return waiting.size();
    }

    /** How many have waited at one time, at most. */
    int most() {
        return most;
    }

    /** How many reads there were. */
    int reads() {
        return reads;
    }
}
