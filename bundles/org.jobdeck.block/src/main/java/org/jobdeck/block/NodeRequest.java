package org.jobdeck.block;

/**
 * What a request does, in a coroutine of its node's loop.
 *
 * @param <T> its outcome
 */
@FunctionalInterface
public interface NodeRequest<T> {

    /** Does it. */
    T run() throws BlockException;
}
