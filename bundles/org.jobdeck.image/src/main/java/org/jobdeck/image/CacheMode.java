package org.jobdeck.image;

import java.util.Locale;
import java.util.Optional;

/** How writes get to the disk, as the options {@code -t} and {@code -T} name it. */
public enum CacheMode {
    /** Past the page cache, with flushes. */
    NONE(true, false),
    /** Past the page cache, each write flushed. */
    DIRECTSYNC(true, false),
    /** Through the page cache, with flushes. */
    WRITEBACK(false, false),
    /** Through the page cache, each write flushed. */
    WRITETHROUGH(false, false),
    /** Through the page cache, without flushes. */
    UNSAFE(false, true);

    private final boolean direct;
    private final boolean noFlush;

    CacheMode(boolean direct, boolean noFlush) {
        this.direct = direct;
        this.noFlush = noFlush;
    }

    /** Whether the page cache is to be avoided. */
    public boolean direct() {
        return direct;
    }

    /** Whether flushes are ignored. */
    public boolean noFlush() {
        return noFlush;
    }

    /** The mode of that name, if there is one. */
    public static Optional<CacheMode> ofName(String name) {
        if (name.equals("off")) {
            return Optional.of(NONE);
        }
        for (CacheMode mode : values()) {
            if (mode.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }
}
