package org.jobdeck.block.internal.qcow2;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jobdeck.block.BlockException;
import org.jobdeck.loop.Errno;

/** Decompresses single clusters of raw deflate. Any thread; computes for long. */
final class ClusterCodec {

    private ClusterCodec() {}

    /**
     * Fills a cluster.
     *
     * @param compressed what follows its end is ignored
     * @throws BlockException EIO if that is not a compressed cluster
     */
    static void decompress(byte[] compressed, byte[] cluster) throws BlockException {
        try (Inflater inflater = new Inflater(true)) {
            inflater.setInput(compressed);
            int done = 0;
            for (int more = -1; more != 0 && done < cluster.length; ) {
                more = inflater.inflate(cluster, done, cluster.length - done);
                done += more;
            }
            if (done < cluster.length) {
                throw new BlockException(Errno.EIO);
            }
        } catch (DataFormatException e) {
            throw new BlockException(Errno.EIO, Errno.EIO.text(), e);
        }
    }
}
