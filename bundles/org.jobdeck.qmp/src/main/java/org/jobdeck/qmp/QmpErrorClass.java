package org.jobdeck.qmp;

import java.util.Arrays;
import java.util.Optional;

/** The classes of errors that clients tell apart (QEMU: QapiErrorClass). */
public enum QmpErrorClass {
    /** Anything that has no class of its own. */
    GENERIC_ERROR("GenericError"),
    /** There is no such command, or not now. */
    COMMAND_NOT_FOUND("CommandNotFound"),
    /** The device has no job of the kind asked for. */
    DEVICE_NOT_ACTIVE("DeviceNotActive"),
    /** There is no such device. */
    DEVICE_NOT_FOUND("DeviceNotFound"),
    /** The machine lacks a capability of KVM. */
    KVM_MISSING_CAP("KVMMissingCap");

    private final String wireName;

    QmpErrorClass(String wireName) {
        this.wireName = wireName;
    }

    /** The name on the wire. */
    public String wireName() {
        return wireName;
    }

    /** The class of that name on the wire; empty for one that is not known here. */
    public static Optional<QmpErrorClass> ofWireName(String name) {
        return Arrays.stream(values()).filter(c -> c.wireName.equals(name)).findFirst();
    }
}
