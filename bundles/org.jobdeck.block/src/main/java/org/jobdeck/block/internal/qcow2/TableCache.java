package org.jobdeck.block.internal.qcow2;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jobdeck.block.BlockException;

/** Pieces of L2 tables, all of one size, as many in memory as have room. Guarded by the metadata lock. */
final class TableCache {

    /** As much as is kept of one image's tables, in bytes. */
    static final int MOST_BYTES = 32 << 20;

    private final Storage file;
    private final int pieceBytes;

    /** The one not used for the longest time first. */
    private final Map<Long, ByteBuffer> pieces = new LinkedHashMap<>(16, 0.75f, true);

    TableCache(Storage file, int pieceBytes) {
        this.file = file;
        this.pieceBytes = pieceBytes;
    }

    int pieceBytes() {
        return pieceBytes;
    }

    /** The piece that lies at an offset of the file; it is read if it is not here. */
    ByteBuffer get(long offset) throws BlockException {
        ByteBuffer piece = pieces.get(offset);
        if (piece == null) {
            piece = ByteBuffer.allocate(pieceBytes);
            file.event("l2_load");
            file.read(offset, piece);
            piece.clear();
            if (pieces.size() >= MOST_BYTES / pieceBytes) {
                pieces.remove(pieces.keySet().iterator().next());
            }
            pieces.put(offset, piece);
        }
        return piece;
    }
}
