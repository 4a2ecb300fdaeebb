package org.jobdeck.block.internal.qcow2;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jobdeck.block.BlockException;
import org.jobdeck.loop.Errno;

/**
 * All that stands in the first cluster of an image.
 *
 * @param header the fixed part
 * @param extensions the rest
 */
record ImageHead(Header header, Extensions extensions) {

    /** Smaller first clusters have no names in them, so that there is room for other things. */
    private static final int NAMES_FROM = 8192;

    ImageHead with(Header newHeader) {
        return new ImageHead(newHeader, extensions);
    }

    ImageHead with(Extensions newExtensions) {
        return new ImageHead(header, newExtensions);
    }

    /**
     * The first cluster (QEMU: qcow2_update_header).
     *
     * @throws BlockException ENOSPC if it does not fit
     */
    ByteBuffer toBytes() throws BlockException {
        ByteBuffer out = ByteBuffer.allocate(header.clusterSize());
        try {
            putHeader(out);
            putExtensions(out);
            putBackingName(out);
        } catch (java.nio.BufferOverflowException | IndexOutOfBoundsException e) {
            throw new BlockException(Errno.ENOSPC, Errno.ENOSPC.text(), e);
        }
        return out.clear();
    }

    private void putHeader(ByteBuffer out) {
        out.putInt(Header.MAGIC).putInt(header.version()).putLong(0).putInt(0);
        out.putInt(header.clusterBits()).putLong(header.size()).putInt(header.cryptMethod());
        out.putInt(header.l1().entries()).putLong(header.l1().offset());
        out.putLong(header.refcountTable().offset())
                .putInt(header.refcountTable().entries());
        out.putInt(header.snapshots().entries()).putLong(header.snapshots().offset());
        if (header.version() > 2) {
            Features features = header.features();
            out.putLong(features.incompatible()).putLong(features.compatible()).putLong(features.autoclear());
            out.putInt(header.refcountOrder()).putInt(header.length());
            out.putLong((long) header.compression().ordinal() << 56);
            out.put(header.unknownFields());
        }
    }

    private void putExtensions(ByteBuffer out) {
        extensions.backingFormat().ifPresent(name -> put(out, Extensions.BACKING_FORMAT, bytes(name)));
        extensions.dataFile().ifPresent(name -> put(out, Extensions.DATA_FILE, bytes(name)));
        if (header.version() > 2 && header.clusterSize() >= NAMES_FROM) {
            put(out, Extensions.FEATURE_NAMES, Feature.names());
        }
        extensions.bitmaps().ifPresent(place -> {
            ByteBuffer data = ByteBuffer.allocate(Extensions.BitmapsPlace.LENGTH);
            data.putInt(place.count()).putInt(0).putLong(place.bytes()).putLong(place.offset());
            put(out, Extensions.BITMAPS, data.array());
        });
        extensions.unknown().forEach(extension -> put(out, extension.type(), extension.data()));
        put(out, Extensions.END, new byte[0]);
    }

    private static void put(ByteBuffer out, int type, byte[] data) {
        out.putInt(type).putInt(data.length).put(data);
        out.put(new byte[-data.length & 7]);
    }

    private void putBackingName(ByteBuffer out) {
        Optional<byte[]> name = extensions.backingName().map(ImageHead::bytes);
        if (name.isPresent()) {
            out.putLong(8, out.position()).putInt(16, name.get().length);
            out.put(name.get());
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
