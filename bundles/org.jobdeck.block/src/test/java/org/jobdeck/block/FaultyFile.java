package org.jobdeck.block;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jobdeck.loop.Errno;

/** A file in memory of which one change fails, and perhaps all that come after it. */
final class FaultyFile implements BlockDriver {

    private final int failing;
    private final Errno errno;
    private final boolean dies;
    private byte[] content;
    private int size;
    private int changes;

    /**
     * A file with that content.
     *
     * @param failing which write, flush or change of length fails, from 0 on
     * @param dies whether nothing reaches the file from then on
     */
    FaultyFile(byte[] content, int failing, Errno errno, boolean dies) {
        this.content = content.clone();
        this.size = content.length;
        this.failing = failing;
        this.errno = errno;
        this.dies = dies;
    }

    /** Whether so many changes were tried that one failed. */
    boolean hasFailed() {
        return changes > failing;
    }

    byte[] content() {
        return Arrays.copyOf(content, size);
    }

    private void change() throws BlockException {
        int change = changes++;
        if (change == failing || dies && change > failing) {
            throw new BlockException(errno);
        }
    }

    @Override
    public String name() {
        return "test";
    }

    @Override
    public long length() {
        return size;
    }

    @Override
    public void pread(long offset, ByteBuffer into) {
        int at = (int) Math.min(offset, size);
        into.put(content, at, Math.min(into.remaining(), size - at));
        while (into.hasRemaining()) {
            into.put((byte) 0);
        }
    }

    @Override
    public void pwrite(long offset, ByteBuffer from) throws BlockException {
        change();
        int at = (int) offset;
        int bytes = from.remaining();
        reach(at + bytes);
        from.get(content, at, bytes);
    }

    private void reach(int end) {
        if (end > content.length) {
            content = Arrays.copyOf(content, 2 * end);
        }
        size = Math.max(size, end);
    }

    @Override
    public void truncate(long length) throws BlockException {
        change();
        int end = (int) length;
        if (end < size) {
            Arrays.fill(content, end, size, (byte) 0);
            size = end;
        } else {
            reach(end);
        }
    }

    @Override
    public void flush() throws BlockException {
        change();
    }
}
