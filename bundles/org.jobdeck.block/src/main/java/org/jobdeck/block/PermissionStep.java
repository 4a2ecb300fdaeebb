package org.jobdeck.block;

/** A driver's part of a change of permissions that was found to be possible; it ends in one of two ways. Main loop. */
public interface PermissionStep {

    /** Nothing to be done. */
    PermissionStep NOTHING = new PermissionStep() {
        @Override
        public void commit() {
            // nothing was prepared
        }

        @Override
        public void abort() {
            // nothing was prepared
        }
    };

    /** All others agree: from now on it is so. Must not fail. */
    void commit();

    /** It stays as it was. Must not fail. */
    void abort();
}
