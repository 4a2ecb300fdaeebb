package org.jobdeck.ui.live;

import org.jobdeck.qmp.client.QmpAddress;
import org.jobdeck.source.JobSource;

/** Attaches to monitors of running QEMU processes. */
@FunctionalInterface
public interface Attacher {

    /** Begins to attach; never waits. The monitor is held until the source is closed. */
    JobSource attach(QmpAddress address);
}
