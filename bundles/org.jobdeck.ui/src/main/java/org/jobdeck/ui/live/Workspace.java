package org.jobdeck.ui.live;

import java.util.List;
import org.jobdeck.loop.Clock;
import org.jobdeck.source.JobSource;

/**
 * What a window works on. Whoever opens the window makes it, and ends what is behind it when the window is closed.
 *
 * @param sources where jobs run, in the order in which they are shown
 * @param clock the clock that rates and estimates go by
 */
public record Workspace(List<JobSource> sources, Clock clock) {

    /** Makes the list unmodifiable. */
    public Workspace {
        sources = List.copyOf(sources);
    }
}
