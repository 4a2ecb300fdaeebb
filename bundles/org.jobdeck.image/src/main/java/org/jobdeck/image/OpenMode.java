package org.jobdeck.image;

import java.util.Map;
import org.jobdeck.block.NodeRef;
import org.jobdeck.block.NodeSpec;

/**
 * How an image is opened.
 *
 * @param writable whether it is opened for writing
 * @param forceShare whether others may do with it what they want ({@code -U})
 * @param backing whether its backing files are opened, too
 * @param data whether an external data file is opened
 * @param direct whether the page cache is to be avoided
 * @param noFlush whether flushes are ignored
 */
public record OpenMode(
        boolean writable, boolean forceShare, boolean backing, boolean data, boolean direct, boolean noFlush) {

    /** For reading, with all its backing files. */
    public static final OpenMode READ = new OpenMode(false, false, true, true, false, false);

    /** For writing, with all its backing files. */
    public static final OpenMode WRITE = new OpenMode(true, false, true, true, false, false);

    /** The same, and others may do with it what they want. */
    public OpenMode sharing(boolean share) {
        return new OpenMode(writable, share, backing, data, direct, noFlush);
    }

    /** The same without backing files. */
    public OpenMode alone() {
        return new OpenMode(writable, forceShare, false, data, direct, noFlush);
    }

    /** The same without any file but the image's own. */
    OpenMode headersOnly() {
        return new OpenMode(writable, forceShare, false, false, direct, noFlush);
    }

    /** The same with another way to the page cache. */
    public OpenMode cached(CacheMode cache) {
        return new OpenMode(writable, forceShare, backing, data, cache.direct(), cache.noFlush());
    }

    /** The same with flushes. */
    OpenMode flushing() {
        return new OpenMode(writable, forceShare, backing, data, direct, false);
    }

    /** A description with these settings. */
    NodeSpec applyTo(NodeSpec spec) {
        NodeSpec with = spec.with("cache", Map.of("direct", direct, "no-flush", noFlush));
        if (!writable) {
            with = with.readOnly();
        }
        return forceShare ? with.with("force-share", true) : with;
    }

    /** The same description for an image, without the files that are not to be opened. */
    NodeSpec applyToImage(NodeSpec spec) {
        NodeSpec with = applyTo(spec);
        if (spec.driver().equals("raw") || spec.driver().equals("file")) {
            return with;
        }
        if (!backing && !spec.children().containsKey("backing")) {
            with = with.child("backing", NodeRef.none());
        }
        if (!data && !spec.children().containsKey("data-file")) {
            with = with.child("data-file", NodeRef.none());
        }
        return with;
    }
}
