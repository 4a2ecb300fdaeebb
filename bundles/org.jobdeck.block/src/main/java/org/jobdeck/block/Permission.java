package org.jobdeck.block;

/** What a user of a node may want to do with it, and what it lets others do (QEMU: BLK_PERM_*). */
public enum Permission {
    /** Reads give what was written: the data do not change behind the reader's back into something inconsistent. */
    CONSISTENT_READ(1, "consistent read"),
    /** Guest-visible data change. */
    WRITE(2, "write"),
    /** Writes that leave the guest-visible data as they are, for example copying from a backing file. */
    WRITE_UNCHANGED(4, "write unchanged"),
    /** The length changes. */
    RESIZE(8, "resize");

    private final int bit;
    private final String text;

    Permission(int bit, String text) {
        this.bit = bit;
        this.text = text;
    }

    /** QEMU's bit. */
    public int bit() {
        return bit;
    }

    /** The name in the monitor protocol (QEMU: BlockPermission). */
    public String qmpName() {
        return text.replace(' ', '-');
    }

    /** The name used in messages. */
    public String text() {
        return text;
    }
}
