package org.jobdeck.qmp.server;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Filter;
import java.util.logging.Logger;

/** Keeps what a class logs off the console, and counts it. */
final class SilentLog implements AutoCloseable {
    private final Logger logger;
    private final Filter before;
    private final AtomicInteger records = new AtomicInteger();

    SilentLog(Class<?> source) {
        logger = Logger.getLogger(source.getName());
        before = logger.getFilter();
        logger.setFilter(message -> {
            records.incrementAndGet();
            return false;
        });
    }

    int count() {
        return records.get();
    }

    @Override
    public void close() {
        logger.setFilter(before);
    }
}
