package org.jobdeck.block.internal.qcow2;

import java.util.Optional;
import org.jobdeck.block.BlockException;

/** Compresses single clusters, and takes them apart again. Any thread; computes for long. */
sealed interface ClusterCodec permits ZlibCodec {

    /** The codec of an image. */
    static ClusterCodec of(CompressionType type) {
        return switch (type) {
            case ZLIB -> new ZlibCodec();
            case ZSTD -> throw new IllegalStateException("images with zstd are not opened");
        };
    }

    /** The cluster compressed; empty if that does not make it shorter. */
    Optional<byte[]> compress(byte[] cluster) throws BlockException;

    /**
     * Fills a cluster.
     *
     * @param compressed what follows its end is ignored
     * @throws BlockException EIO if that is not a compressed cluster
     */
    void decompress(byte[] compressed, byte[] cluster) throws BlockException;
}
