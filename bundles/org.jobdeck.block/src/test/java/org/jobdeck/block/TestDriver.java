package org.jobdeck.block;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jobdeck.loop.EventLoop;

/** A driver that succeeds in everything, counts drains, and can hold its reads back. */
class TestDriver implements BlockDriver {

    static final long SIZE = 65536;

    int drainCount;
    int drainBegins;
    boolean backing;
    boolean filter;
    boolean tellsStatus = true;
    boolean closed;
    int flushes;
    int writes;
    long size = SIZE;
    final List<EventLoop> loops = new ArrayList<>();
    EventLoop lastIo;
    volatile CompletableFuture<Void> gate;

    TestDriver withBacking() {
        backing = true;
        return this;
    }

    TestDriver asFilter() {
        filter = true;
        return this;
    }

    TestDriver held() {
        gate = new CompletableFuture<>();
        return this;
    }

    @Override
    public String name() {
        return "test";
    }

    @Override
    public boolean isFilter() {
        return filter;
    }

    @Override
    public boolean supportsBacking() {
        return backing;
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public long length() {
        return size;
    }

    @Override
    public void pread(long offset, ByteBuffer into) throws BlockException {
        lastIo = EventLoop.current();
        CompletableFuture<Void> held = gate;
        if (held != null) {
            Routing.await(held);
        }
        into.position(into.limit());
    }

    @Override
    public void pwrite(long offset, ByteBuffer from) {
        lastIo = EventLoop.current();
        writes++;
        from.position(from.limit());
    }

    @Override
    public void flush() {
        lastIo = EventLoop.current();
        flushes++;
    }

    @Override
    public void truncate(long length) {
        lastIo = EventLoop.current();
        size = length;
    }

    @Override
    public Optional<BlockStatus> blockStatus(boolean wantZero, long offset, long bytes) {
        lastIo = EventLoop.current();
        return tellsStatus ? Optional.of(BlockStatus.unallocated(bytes)) : Optional.empty();
    }

    @Override
    public void drainBegin() {
        drainCount++;
        drainBegins++;
    }

    @Override
    public void drainEnd() {
        drainCount--;
    }

    @Override
    public void attachLoop(EventLoop loop) {
        loops.add(loop);
    }
}
