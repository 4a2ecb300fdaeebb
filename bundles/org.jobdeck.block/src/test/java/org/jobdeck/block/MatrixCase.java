package org.jobdeck.block;

import java.util.ArrayList;
import java.util.List;

/**
 * A kind of image, and of those below it.
 *
 * @param format options that are not the size of clusters
 * @param below the images below, the lowest first
 */
record MatrixCase(String format, int cluster, long size, List<Below> below) {

    private static final long UNALIGNED = 1_000_448;
    private static final long GIB = 1L << 30;
    private static final long OVER_TWO_TIB = (2L << 40) + 66_048;
    private static final List<Long> SIZES = List.of(0L, 512L, UNALIGNED, GIB, OVER_TWO_TIB);
    private static final List<String> FORMATS = List.of(
            "",
            "compat=0.10",
            "extended_l2=on",
            "compression_type=zstd",
            "data_file=top.data",
            "data_file=top.data,data_file_raw=on",
            "lazy_refcounts=on",
            "refcount_bits=1",
            "refcount_bits=2",
            "refcount_bits=4",
            "refcount_bits=8",
            "refcount_bits=32",
            "refcount_bits=64");

    /** So small can clusters be with 32-fold subclusters, and for disks so large that the tables stay small. */
    private static final int LEAST_FOR_LARGE = 16 << 10;

    /** One image below. */
    record Below(boolean raw, boolean longer) {

        long size(long top) {
            return longer ? top + 66_048 : top * 2 / 3 / 512 * 512;
        }

        @Override
        public String toString() {
            return (longer ? "longer" : "shorter") + (raw ? " raw" : " qcow2");
        }
    }

    /** Every format with every size of clusters and of the disk; every so many-eth has the same images below. */
    static List<MatrixCase> all() {
        List<List<Below>> chains = chains();
        List<MatrixCase> all = new ArrayList<>();
        int index = 0;
        for (String format : FORMATS) {
            for (int cluster = 512; cluster <= 2 << 20; cluster *= 2) {
                for (long size : SIZES) {
                    boolean alone = format.contains("data_file_raw");
                    if (cluster >= leastCluster(format, size)) {
                        List<Below> below = chains.get((index / chains.size() + index) % chains.size());
                        all.add(new MatrixCase(format, cluster, size, alone ? List.of() : below));
                        index++;
                    }
                }
            }
        }
        return all;
    }

    private static int leastCluster(String format, long size) {
        if (size == OVER_TWO_TIB) {
            // a raw data file has all of its tables from the beginning
            return format.contains("data_file_raw") ? 512 << 10 : LEAST_FOR_LARGE;
        }
        return format.contains("extended_l2") ? LEAST_FOR_LARGE : 512;
    }

    /** So few that every format, size and depth is among them several times. */
    static List<MatrixCase> some() {
        List<MatrixCase> all = all();
        List<MatrixCase> some = new ArrayList<>();
        for (int i = 0; i < all.size(); i += 19) {
            some.add(all.get(i));
        }
        return some;
    }

    /** Up to three images deep, the lowest raw or not, each longer or shorter than the top, in turn. */
    private static List<List<Below>> chains() {
        List<List<Below>> chains = new ArrayList<>();
        chains.add(List.of());
        for (int depth = 1; depth <= 3; depth++) {
            for (boolean raw : List.of(true, false)) {
                for (boolean longer : List.of(true, false)) {
                    List<Below> chain = new ArrayList<>();
                    for (int i = 0; i < depth; i++) {
                        chain.add(new Below(raw && i == 0, longer == (i % 2 == 0)));
                    }
                    chains.add(chain);
                }
            }
        }
        return chains;
    }

    boolean canCompress() {
        return !format.contains("data_file");
    }

    /** What the images below have of the format, too. */
    String formatBelow() {
        return format.contains("data_file") ? "" : format;
    }

    @Override
    public String toString() {
        return cluster + " bytes a cluster, " + format + ", size " + size + ", below " + below;
    }
}
