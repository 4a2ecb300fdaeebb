package org.jobdeck.image;

import java.util.Locale;

/**
 * Something that is done to a bitmap.
 *
 * @param kind what
 * @param source the name of the bitmap whose bits are taken over; for {@link Kind#MERGE} alone
 */
public record BitmapAction(Kind kind, String source) {

    /** What can be done. */
    public enum Kind {
        /** Make it, without any bit set. */
        ADD,
        /** Delete it. */
        REMOVE,
        /** Set no bit. */
        CLEAR,
        /** Record writes in it. */
        ENABLE,
        /** Record no writes in it. */
        DISABLE,
        /** Set the bits that another one has. */
        MERGE;

        /** Its name in options and messages. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
