package org.jobdeck.block.internal.qcow2;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.util.Arrays;
import java.util.Optional;
import org.jobdeck.block.BlockException;
import org.jobdeck.loop.Errno;

/** Frames of Zstandard. */
final class ZstdCodec implements ClusterCodec {

    @Override
    public Optional<byte[]> compress(byte[] cluster) throws BlockException {
        byte[] out = new byte[(int) Zstd.compressBound(cluster.length)];
        long length =
                Zstd.compressByteArray(out, 0, out.length, cluster, 0, cluster.length, Zstd.defaultCompressionLevel());
        if (Zstd.isError(length)) {
            throw new BlockException(Errno.EIO);
        }
        return length < cluster.length ? Optional.of(Arrays.copyOf(out, (int) length)) : Optional.empty();
    }

    @Override
    public void decompress(byte[] compressed, byte[] cluster) throws BlockException {
        int at = 0;
        int done = 0;
        try {
            while (done < cluster.length) {
                long frame = Zstd.findFrameCompressedSize(compressed, at);
                if (Zstd.isError(frame) || frame <= 0 || frame > compressed.length - at) {
                    throw new BlockException(Errno.EIO);
                }
                long more = Zstd.decompressByteArray(cluster, done, cluster.length - done, compressed, at, (int) frame);
                if (Zstd.isError(more)) {
                    throw new BlockException(Errno.EIO);
                }
                at += (int) frame;
                done += (int) more;
            }
        } catch (ZstdException e) {
            throw new BlockException(Errno.EIO, Errno.EIO.text(), e);
        }
    }
}
