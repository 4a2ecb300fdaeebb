package org.jobdeck.block.internal.qcow2;

import java.util.HashMap;
import java.util.Map;

/** How often each cluster of the file is led to: counted from the tables, in chunks that are there when one is not 0. */
final class References {

    private static final int CHUNK = 4096;

    private final Map<Long, int[]> chunks = new HashMap<>();
    private final Geometry geometry;
    private final CheckReport report;
    private final long fileLength;
    private final long most;
    private long end;

    /**
     * Nothing is counted yet.
     *
     * @param most the greatest refcount that the image can hold, as an unsigned number
     */
    References(Geometry geometry, long fileLength, long most, CheckReport report) {
        this.geometry = geometry;
        this.fileLength = fileLength;
        this.report = report;
        this.most = most < 0 || most > Integer.MAX_VALUE ? Integer.MAX_VALUE : most;
        this.end = Math.ceilDiv(fileLength, geometry.clusterSize());
    }

    /** The first cluster behind all of the file, and behind all that is counted. */
    long end() {
        return end;
    }

    int get(long cluster) {
        int[] chunk = chunks.get(cluster / CHUNK);
        return chunk == null ? 0 : chunk[(int) (cluster % CHUNK)];
    }

    /** One more for each cluster that a range touches (QEMU: qcow2_inc_refcounts_imrt). */
    void add(long offset, long bytes) {
        if (bytes <= 0) {
            return;
        }
        if (offset < 0 || offset + bytes - fileLength >= geometry.clusterSize()) {
            report.error("ERROR: counting reference for region exceeding the end of the file by one cluster or more:"
                    + " offset " + ImageState.hex(offset) + " size " + ImageState.hex(bytes));
            return;
        }
        long last = offset + bytes - 1 >>> geometry.clusterBits();
        for (long cluster = offset >>> geometry.clusterBits(); cluster <= last; cluster++) {
            if (get(cluster) == most) {
                report.error("ERROR: overflow cluster offset="
                        + ImageState.hex(cluster << geometry.clusterBits())
                        + "\nUse qemu-img amend to increase the refcount entry width or qemu-img convert to create a"
                        + " clean copy if the image cannot be opened for writing");
            } else {
                addCluster(cluster);
            }
        }
    }

    /** One more for a cluster, be it in the file or behind its end. */
    void addCluster(long cluster) {
        chunks.computeIfAbsent(cluster / CHUNK, key -> new int[CHUNK])[(int) (cluster % CHUNK)]++;
        end = Math.max(end, cluster + 1);
    }
}
