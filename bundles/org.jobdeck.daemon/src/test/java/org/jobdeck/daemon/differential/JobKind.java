package org.jobdeck.daemon.differential;

/**
 * How a job of a script comes to rest; its id begins with the mark.
 *
 * <p>The kinds are kept apart by name because neither daemon can be asked for it: {@code busy} is false while a backup's
 * requests are under way, too.
 */
enum JobKind {
    /** At a speed that is a trifle, on nodes without errors: copies a mebibyte, then sleeps for half a minute or more. */
    HELD("h"),
    /** At full speed: comes to its end at once. */
    QUICK("q"),
    /** Sync mode {@code none}: runs without work until it is cancelled. */
    IDLE("n"),
    /** At full speed over nodes that inject errors, one request at a time: ends, or is paused by an error. */
    FAULTY("e"),
    /** Makes an image: comes to its end at once. */
    CREATE("c");

    /** Speeds at which the second mebibyte is not copied within the time that a script takes. */
    static final long SLOWEST = 32768;

    private final String mark;

    JobKind(String mark) {
        this.mark = mark;
    }

    /** An id of this kind. */
    String id(int number) {
        return mark + number;
    }

    /** Whether the id was made by {@link #id}. */
    boolean marks(String id) {
        return id.startsWith(mark);
    }
}
