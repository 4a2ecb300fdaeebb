package org.jobdeck.job.driver;

import org.jobdeck.loop.EventLoop;
import org.jobdeck.loop.WorkerPool;

/** What an engine offers to those who plan jobs. */
public interface EngineServices {

    /** The main loop. */
    EventLoop mainLoop();

    /** Where blocking work is done. */
    WorkerPool workers();

    /**
     * Something else of the engine, such as its graph of block nodes.
     *
     * @throws IllegalArgumentException if the engine has no such thing
     */
    <T> T service(Class<T> type);
}
