package org.jobdeck.block.internal.qcow2;

import java.nio.ByteBuffer;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.NodeEdge;

/** A child node as storage. */
record EdgeStorage(NodeEdge edge) implements Storage {

    @Override
    public void read(long offset, ByteBuffer into) throws BlockException {
        edge.pread(offset, into);
    }

    @Override
    public void event(String name) {
        edge.debugEvent(name);
    }
}
