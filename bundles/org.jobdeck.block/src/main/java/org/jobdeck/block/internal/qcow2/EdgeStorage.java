package org.jobdeck.block.internal.qcow2;

import java.nio.ByteBuffer;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.NodeEdge;
import org.jobdeck.block.Preallocation;

/** A child node as storage. */
record EdgeStorage(NodeEdge edge) implements Storage {

    @Override
    public long length() {
        return edge.node().exactLength();
    }

    @Override
    public void read(long offset, ByteBuffer into) throws BlockException {
        edge.pread(offset, into);
    }

    @Override
    public void write(long offset, ByteBuffer from) throws BlockException {
        edge.pwrite(offset, from);
    }

    @Override
    public void writeZeroes(long offset, long bytes, boolean mayUnmap) throws BlockException {
        edge.writeZeroes(offset, bytes, mayUnmap);
    }

    @Override
    public void discard(long offset, long bytes) throws BlockException {
        edge.discard(offset, bytes);
    }

    @Override
    public void flush() throws BlockException {
        edge.flush();
    }

    @Override
    public void truncate(long length, Preallocation preallocation) throws BlockException {
        edge.truncate(length, preallocation);
    }

    @Override
    public void event(String name) {
        edge.debugEvent(name);
    }
}
