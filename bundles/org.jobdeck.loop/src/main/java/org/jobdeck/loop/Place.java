package org.jobdeck.loop;

/** Where a thread stands: in a coroutine, in a loop, or in neither. */
final class Place {

    /** A {@link Coroutine} for its thread, an {@link EventLoop} for a home thread or a private loop's bottom half. */
    private static final ThreadLocal<Object> HERE = new ThreadLocal<>();

    private Place() {}

    static void enter(Object coroutineOrLoop) {
        HERE.set(coroutineOrLoop);
    }

    static void leave() {
        HERE.remove();
    }

    static Coroutine coroutineHere() {
        return HERE.get() instanceof Coroutine co ? co : null;
    }

    static EventLoop loopHere() {
        return switch (HERE.get()) {
            case Coroutine co -> co.loop();
            case EventLoop loop -> loop;
            case null, default -> null;
        };
    }
}
