package org.jobdeck.block.internal.qcow2;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.Preallocation;

/** The image's file for those who write one kind of thing into it: nothing else is overwritten. */
record CheckedStorage(Storage file, OverlapCheck check, Optional<MetadataKind> own) implements Storage {

    @Override
    public long length() {
        return file.length();
    }

    @Override
    public void read(long offset, ByteBuffer into) throws BlockException {
        file.read(offset, into);
    }

    @Override
    public void write(long offset, ByteBuffer from) throws BlockException {
        check.check(own, offset, from.remaining());
        file.write(offset, from);
    }

    @Override
    public void writeZeroes(long offset, long bytes, boolean mayUnmap) throws BlockException {
        check.check(own, offset, bytes);
        file.writeZeroes(offset, bytes, mayUnmap);
    }

    @Override
    public void discard(long offset, long bytes) throws BlockException {
        file.discard(offset, bytes);
    }

    @Override
    public void flush() throws BlockException {
        file.flush();
    }

    @Override
    public void truncate(long length, Preallocation preallocation) throws BlockException {
        file.truncate(length, preallocation);
    }

    @Override
    public void event(String name) {
        file.event(name);
    }
}
