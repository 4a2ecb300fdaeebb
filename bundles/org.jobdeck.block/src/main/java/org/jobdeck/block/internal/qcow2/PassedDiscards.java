package org.jobdeck.block.internal.qcow2;

/** Which discards are passed on to the storage; that can change while the image is open. Any thread. */
final class PassedDiscards {

    private volatile boolean requests;
    private volatile boolean snapshots;

    PassedDiscards(boolean requests, boolean snapshots) {
        set(requests, snapshots);
    }

    void set(boolean ofRequests, boolean ofSnapshots) {
        requests = ofRequests;
        snapshots = ofSnapshots;
    }

    /** Of what users discard. */
    boolean ofRequests() {
        return requests;
    }

    /** Of what deleted snapshots leave. */
    boolean ofSnapshots() {
        return snapshots;
    }
}
