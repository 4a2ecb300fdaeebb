package org.jobdeck.block.internal;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.jobdeck.block.BlockDriver;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.BlockStatus;
import org.jobdeck.block.DriverOpening;
import org.jobdeck.block.NodeOptions;
import org.jobdeck.json.JsonObject;
import org.jobdeck.loop.Coroutine;
import org.jobdeck.loop.Errno;

/**
 * A disk that forgets what is written (QEMU: null-co and null-aio, which differ in how requests wait within QEMU and in
 * nothing that can be seen).
 */
final class NullDriver implements BlockDriver {

    private static final long DEFAULT_SIZE = 1L << 30;

    private final String name;
    private final Duration latency;
    private final boolean readZeroes;
    private final JsonObject given;
    private final long size;
    private BlockNode node;

    NullDriver(String name, NodeOptions options) throws BlockException {
        this.name = name;
        Optional<Long> sizeOption = options.size("size");
        Optional<Boolean> zeroesOption = options.bool("read-zeroes");
        size = sizeOption.orElse(DEFAULT_SIZE);
        readZeroes = zeroesOption.orElse(false);
        given = JsonObject.builder()
                .putIfPresent("size", sizeOption)
                .putIfPresent("read-zeroes", zeroesOption)
                .build();
        long nanos = options.number("latency-ns").orElse(0L);
        if (nanos < 0) {
            throw new BlockException(Errno.EINVAL, "latency-ns is invalid");
        }
        latency = Duration.ofNanos(nanos);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void open(DriverOpening opening) {
        node = opening.node();
        opening.fileName(plainName());
    }

    private String plainName() {
        return name + "://";
    }

    @Override
    public boolean canReopen() {
        return true;
    }

    @Override
    public long length() {
        return size;
    }

    @Override
    public JsonObject dataOptions() {
        return given;
    }

    @Override
    public Optional<String> plainFileName(Optional<String> below) {
        return given.isEmpty() ? Optional.of(plainName()) : Optional.empty();
    }

    @Override
    public Optional<Long> allocatedBytes() {
        return Optional.of(0L);
    }

    @Override
    public void pread(long offset, ByteBuffer into) {
        pause();
        if (readZeroes) {
            while (into.remaining() >= Long.BYTES) {
                into.putLong(0);
            }
            while (into.hasRemaining()) {
                into.put((byte) 0);
            }
        }
        into.position(into.limit());
    }

    @Override
    public void pwrite(long offset, ByteBuffer from) {
        pause();
        from.position(from.limit());
    }

    @Override
    public void writeZeroes(long offset, long bytes, boolean mayUnmap) {
        pause();
    }

    @Override
    public void flush() {
        pause();
    }

    @Override
    public Optional<BlockStatus> blockStatus(boolean wantZero, long offset, long bytes) {
        return Optional.of(
                readZeroes
                        ? new BlockStatus(bytes, false, true, true, offset, node, false, false)
                        : new BlockStatus(bytes, false, false, false, offset, node, false, false));
    }

    private void pause() {
        if (latency.isPositive()) {
            Coroutine.sleep(latency);
        }
    }
}
