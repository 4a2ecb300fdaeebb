package org.jobdeck.block;

/** A driver's part of a change of the graph that was found to be possible; it ends in one of two ways. Main loop. */
public interface PreparedStep {

    /** Nothing to be done. */
    PreparedStep NOTHING = new PreparedStep() {
        @Override
        public void commit() {
            // nothing was prepared
        }

        @Override
        public void abort() {
            // nothing was prepared
        }
    };

    /** Nothing but what is to be done when all others agree. */
    static PreparedStep committing(Runnable action) {
        return new PreparedStep() {
            @Override
            public void commit() {
                action.run();
            }

            @Override
            public void abort() {
                // nothing was prepared
            }
        };
    }

    /** All others agree: from now on it is so. Must not fail. */
    void commit();

    /** All parts have come to be so: what needs the others can be done. May wait; must not fail. */
    default void committed() {}

    /** It stays as it was. Must not fail. */
    void abort();
}
