package org.jobdeck.cli.image;

import java.io.PrintStream;
import org.jobdeck.engine.Engine;
import org.jobdeck.loop.Clock;

/** What the image commands have of the outside world. */
public interface ImageConsole {

    /** Standard output. */
    PrintStream out();

    /** Standard error. */
    PrintStream err();

    /** Time. */
    Clock clock();

    /** Has somebody told of Ctrl-C and of requests to terminate, until the handle is closed. */
    Handle onInterrupt(Runnable action);

    /**
     * Lets others see and steer an engine's jobs, until the handle is closed.
     *
     * @param quit what a request to end it begins
     */
    Handle serve(Engine engine, Runnable quit);

    /** Ends something that was asked for. */
    @FunctionalInterface
    interface Handle extends AutoCloseable {

        @Override
        void close();
    }
}
