package org.jobdeck.exploration;

import java.util.List;

/**
 * A job to explore.
 *
 * @param body what its body does
 * @param ownLoop whether it has a private loop, so that it runs beside the main loop, or runs in the main loop
 * @param manualFinalize whether it waits for the order to finalize
 * @param manualDismiss whether it waits to be dismissed
 */
record JobShape(List<Step> body, boolean ownLoop, boolean manualFinalize, boolean manualDismiss) {

    JobShape {
        body = List.copyOf(body);
    }

    /** One with a private loop that ends by itself. */
    static JobShape own(Step... body) {
        return new JobShape(List.of(body), true, false, false);
    }

    /** One in the main loop that ends by itself. */
    static JobShape inMain(Step... body) {
        return new JobShape(List.of(body), false, false, false);
    }

    /** The same, but it waits to be finalized and to be dismissed. */
    JobShape manual() {
        return new JobShape(body, ownLoop, true, true);
    }

    @Override
    public String toString() {
        return (ownLoop ? "own loop " : "main loop ")
                + body
                + (manualFinalize ? " manual finalize" : "")
                + (manualDismiss ? " manual dismiss" : "");
    }
}
