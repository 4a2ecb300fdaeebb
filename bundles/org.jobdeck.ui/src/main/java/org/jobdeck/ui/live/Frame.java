package org.jobdeck.ui.live;

import java.util.Set;
import org.jobdeck.ui.model.RowKey;

/**
 * What a frame has changed in the row model.
 *
 * @param structure whether rows came, went or moved
 * @param sources whether a source is called differently or in another state
 * @param jobs the jobs that are new, differ or are gone
 */
public record Frame(boolean structure, boolean sources, Set<RowKey.Job> jobs) {

    /** Whether nothing has changed. */
    public boolean isEmpty() {
        return !structure && !sources && jobs.isEmpty();
    }
}
