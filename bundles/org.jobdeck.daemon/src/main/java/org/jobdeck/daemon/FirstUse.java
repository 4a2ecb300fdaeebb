package org.jobdeck.daemon;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Something that is made when it is needed first, once, whoever needs it. Any thread.
 *
 * @param <T> what it is
 */
final class FirstUse<T> {

    private final FutureTask<T> task;

    FirstUse(Supplier<T> maker) {
        task = new FutureTask<>(maker::get);
    }

    boolean isMade() {
        return task.isDone();
    }

    /** The thing; the first caller makes it, and others wait for him. */
    T get() {
        task.run();
        try {
            return task.get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("what is needed could not be made", e);
        }
    }
}
