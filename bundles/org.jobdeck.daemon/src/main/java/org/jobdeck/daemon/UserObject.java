package org.jobdeck.daemon;

import org.jobdeck.qmp.QmpException;

/** Something that the user makes with {@code object-add}. Main loop. */
sealed interface UserObject permits IoThread, ThrottleObject {

    /**
     * Makes it ready for use, once it is certain that its name is free.
     *
     * @throws QmpException if its values do not fit together
     */
    void complete() throws QmpException;

    /** Whether a node depends on it. */
    boolean isInUse();

    /** Gives back what it holds. */
    void close();
}
