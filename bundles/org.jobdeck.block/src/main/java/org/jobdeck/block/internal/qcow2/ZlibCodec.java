package org.jobdeck.block.internal.qcow2;

import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jobdeck.block.BlockException;
import org.jobdeck.loop.Errno;

/**
 * Raw deflate. The JDK's compressor looks back as far as 32 KiB where QEMU's looks back 4 KiB; readers that, like QEMU,
 * decompress a cluster in one piece have all of it to look back on.
 */
final class ZlibCodec implements ClusterCodec {

    @Override
    public Optional<byte[]> compress(byte[] cluster) {
        try (Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true)) {
            deflater.setInput(cluster);
            deflater.finish();
            byte[] out = new byte[cluster.length - 1];
            int length = deflater.deflate(out);
            return deflater.finished() ? Optional.of(Arrays.copyOf(out, length)) : Optional.empty();
        }
    }

    @Override
    public void decompress(byte[] compressed, byte[] cluster) throws BlockException {
        try (Inflater inflater = new Inflater(true)) {
            inflater.setInput(compressed);
            int done = 0;
            for (int more = -1; more != 0 && done < cluster.length; done += more) {
                more = inflater.inflate(cluster, done, cluster.length - done);
            }
            if (done < cluster.length) {
                throw new BlockException(Errno.EIO);
            }
        } catch (DataFormatException e) {
            throw new BlockException(Errno.EIO, Errno.EIO.text(), e);
        }
    }
}
