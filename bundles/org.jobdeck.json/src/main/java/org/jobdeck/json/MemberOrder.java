package org.jobdeck.json;

/** The order in which a {@link JsonWriter} writes the members of an object. */
public enum MemberOrder {
    /** As they were put in. */
    INSERTION,
    /** As QEMU sends them, see {@link QDictOrder}. */
    QDICT
}
