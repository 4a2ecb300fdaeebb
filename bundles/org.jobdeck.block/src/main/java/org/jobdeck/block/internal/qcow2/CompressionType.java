package org.jobdeck.block.internal.qcow2;

/** How compressed clusters of an image are compressed; the ordinal is the number in the header. */
enum CompressionType {
    ZLIB,
    ZSTD
}
