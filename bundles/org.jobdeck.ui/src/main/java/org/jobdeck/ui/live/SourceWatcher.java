package org.jobdeck.ui.live;

import org.jobdeck.source.JobSource;

/** Is told which sources a window shows. User interface thread only. */
public interface SourceWatcher {

    /** A source is shown from now on. */
    void added(int number, JobSource source);

    /** A source is shown no more. */
    void removed(int number);
}
