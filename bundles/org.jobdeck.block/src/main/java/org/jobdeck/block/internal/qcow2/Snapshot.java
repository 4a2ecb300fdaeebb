package org.jobdeck.block.internal.qcow2;

import org.jobdeck.block.InternalSnapshot;

/**
 * A record of the table of internal snapshots.
 *
 * @param l1 its L1 table
 * @param info what is told of it
 * @param extra the extra data as they stand there
 */
record Snapshot(TablePlace l1, InternalSnapshot info, byte[] extra) {

    String id() {
        return info.id();
    }

    String name() {
        return info.name();
    }

    boolean isCalled(String idOrName) {
        return id().equals(idOrName) || name().equals(idOrName);
    }
}
