package org.jobdeck.cli;

import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import org.jobdeck.engine.DriverFactories;
import org.jobdeck.loop.Clock;

/** What the commands have of the outside world. */
interface Host {

    /** Standard output. */
    PrintStream out();

    /** Standard error. */
    PrintStream err();

    /** The variables that the process was given. */
    Map<String, String> environment();

    /** Time. */
    Clock clock();

    /** The kinds of jobs that are installed. */
    DriverFactories factories();

    /**
     * The terminal, if standard input and output both are one; the caller closes it.
     *
     * @param whole whether all of it is used, and what it showed before comes back in the end; otherwise some lines at the
     *     cursor are, and they stay
     */
    Optional<Screen> openScreen(boolean whole);

    /**
     * Has somebody told of Ctrl-C and of requests to terminate, instead of the process ending at once. Called on a thread
     * of the system.
     *
     * @return a handle that ends it
     */
    Registration onInterrupt(Runnable action);

    /**
     * Has something done should the process end all the same.
     *
     * @return a handle that ends it
     */
    Registration onExit(Runnable action);

    /** The log of the engine goes to standard error; otherwise there is none. */
    void showLog(boolean shown);
}
