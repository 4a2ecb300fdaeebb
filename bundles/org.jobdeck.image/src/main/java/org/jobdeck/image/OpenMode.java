package org.jobdeck.image;

import java.util.Map;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.NodeRef;
import org.jobdeck.block.NodeSpec;

/**
 * How an image is opened.
 *
 * @param writable whether it is opened for writing
 * @param forceShare whether others may do with it what they want ({@code -U})
 * @param files which other files are opened with it
 * @param cache how writes get to the disk
 * @param forCheck whether it is opened in whatever state it is
 */
public record OpenMode(boolean writable, boolean forceShare, Files files, CacheMode cache, boolean forCheck) {

    /** The files that an image names. */
    public enum Files {
        /** All of them. */
        ALL,
        /** All but the backing file. */
        NO_BACKING,
        /** None; there are no data then. */
        NONE
    }

    /** For reading, with all its backing files. */
    public static final OpenMode READ = new OpenMode(false, false, Files.ALL, CacheMode.WRITEBACK, false);

    /** For writing, with all its backing files. */
    public static final OpenMode WRITE = new OpenMode(true, false, Files.ALL, CacheMode.WRITEBACK, false);

    /** The same, and others may do with it what they want. */
    public OpenMode sharing(boolean share) {
        return new OpenMode(writable, share, files, cache, forCheck);
    }

    /** The same without backing files. */
    public OpenMode alone() {
        return new OpenMode(writable, forceShare, Files.NO_BACKING, cache, forCheck);
    }

    /** The same without any file but the image's own. */
    OpenMode headersOnly() {
        return new OpenMode(writable, forceShare, Files.NONE, cache, forCheck);
    }

    /** The same with another way to the disk. */
    public OpenMode cached(CacheMode other) {
        return new OpenMode(writable, forceShare, files, other, forCheck);
    }

    /** The same with flushes. */
    OpenMode flushing() {
        return cache.noFlush() ? cached(CacheMode.WRITEBACK) : this;
    }

    /** The same for an image that may be damaged. */
    OpenMode checking() {
        return new OpenMode(writable, forceShare, files, cache, true);
    }

    /** A description with these settings. */
    NodeSpec applyTo(NodeSpec spec) {
        NodeSpec with = spec.with("cache", Map.of("direct", cache.direct(), "no-flush", cache.noFlush()));
        if (!writable) {
            with = with.readOnly();
        }
        return forceShare ? with.with("force-share", true) : with;
    }

    /** The same description for an image, without the files that are not to be opened. */
    NodeSpec applyToImage(NodeSpec spec) {
        NodeSpec with = applyTo(spec);
        if (!spec.driver().equals("qcow2")) {
            return with;
        }
        if (forCheck) {
            with = with.with(BlockNode.FOR_CHECK, true);
        }
        if (files != Files.ALL && !spec.children().containsKey("backing")) {
            with = with.child("backing", NodeRef.none());
        }
        if (files == Files.NONE && !spec.children().containsKey("data-file")) {
            with = with.child("data-file", NodeRef.none());
        }
        return with;
    }
}
