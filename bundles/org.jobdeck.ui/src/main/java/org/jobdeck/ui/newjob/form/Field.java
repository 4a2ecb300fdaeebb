package org.jobdeck.ui.newjob.form;

import java.util.Optional;

/** One line of a form. User interface thread only. */
interface Field {

    /** What was chosen, of the kind's Java type; null if nothing was. */
    Object value();

    /** Shows a value, of the kind's Java type. */
    void set(Object value);

    /** Why what stands there cannot be taken, as a sentence; empty if it can. */
    default Optional<String> problem() {
        return Optional.empty();
    }
}
