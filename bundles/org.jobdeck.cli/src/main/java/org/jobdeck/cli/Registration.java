package org.jobdeck.cli;

/** Ends something that was asked for. */
@FunctionalInterface
interface Registration extends AutoCloseable {

    @Override
    void close();
}
