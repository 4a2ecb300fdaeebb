package org.jobdeck.ui.live;

/** Closes the window as its user does. */
@FunctionalInterface
public interface WindowCloser {

    /** Closes it, unless the user is asked first and wishes something else. User interface thread only. */
    void close();
}
