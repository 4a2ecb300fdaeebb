package org.jobdeck.cli;

import java.util.List;
import java.util.function.IntConsumer;

/** A terminal that is drawn on in place and whose keys are read one by one. One thread at a time. */
interface Screen extends AutoCloseable {

    /** The width in characters, now. */
    int columns();

    /** The height in lines, now. */
    int rows();

    /** Replaces what was shown before by these lines; each is cut at the width. */
    void show(List<String> lines);

    /**
     * Has every key told, on a thread of its own, until the screen is closed.
     *
     * @param gone told once, should the terminal go away: there will be no more keys, and nobody sees what is shown
     */
    void onKey(IntConsumer listener, Runnable gone);

    /** Gives the terminal back as it was; lines that stay are followed by a new one. */
    @Override
    void close();
}
